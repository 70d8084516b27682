"""Dataclasses and what is like them, and what they lower to: (name, source, dump)."""

CASES: list[tuple[str, str, str]] = [
    (
        "dataclass",
        """
        @dataclass
        class A:
            x: int
            y: str = "d"
            z: list = field(default_factory=list)
            k: int = field(default=3, kw_only=True)
            n: int = field(init=False, default=f())
            c: ClassVar[int] = 4
            i: "InitVar[int]" = 5
            u = 6
            def __post_init__(self, i): pass
        """,
        """
        (declare A (class A (@ dataclass) () (field :static y "d") (field :static k 3) (field :static n
          (call f)) (field :static c 4) (field :static i 5) (field :static u 6) (method __post_init__
          (method __post_init__ (self i))) (method __init__ (method __init__ (self x (y "d") (z (call
          list)) (i 5) (kw k 3)) (do (store (. self x) x)) (do (store (. self y) y)) (do (store (. self
          z) z)) (do (store (. self n) (call f))) (do (store (. self k) k)) (do (call (. self
          __post_init__) i)))) (body (do (call field (= default_factory list))) (do (call field (=
          default 3) (= kw_only true))) (do (call field (= init false) (= default (call f)))))))
        """,
    ),
    (
        "dataclass_options",
        """
        @dataclasses.dataclass(kw_only=True)
        class A:
            x: int
        @dataclass(init=False)
        class B:
            x: int
        @dataclass
        class C:
            x: int
            def __init__(self): pass
        @dataclass
        class D:
            x: int
            _: KW_ONLY
            y: int
        """,
        """
        (declare A (class A (@ (call (. dataclasses dataclass) (= kw_only true))) () (method __init__
          (method __init__ (self (kw x)) (do (store (. self x) x))))))
        (declare B (class B (@ (call dataclass (= init false))) ()))
        (declare C (class C (@ dataclass) () (method __init__ (method __init__ (self)))))
        (declare D (class D (@ dataclass) () (method __init__ (method __init__ (self x (kw y)) (do
          (store (. self x) x)) (do (store (. self y) y))))))
        """,
    ),
    (
        "dataclass_alias",
        """
        from dataclasses import dataclass as dc
        @dc
        class A:
            x: int
        """,
        """
        (declare dc (imported "dataclasses" "dataclass"))
        (declare A (class A (@ dc) () (method __init__ (method __init__ (self x) (do (store (. self x)
          x))))))
        """,
    ),
    (
        "dataclass_inherits",
        """
        @dataclass
        class A:
            x: int
            y: int = 1
        @dataclass
        class B(A):
            z: int = 2
            x: int = 3
        class C(A):
            w: int
        """,
        """
        (declare A (class A (@ dataclass) () (field :static y 1) (method __init__ (method __init__ (self
          x (y 1)) (do (store (. self x) x)) (do (store (. self y) y))))))
        (declare B (class B (@ dataclass) (A) (field :static z 2) (field :static x 3) (method __init__
          (method __init__ (self (x 3) (y 1) (z 2)) (do (store (. self x) x)) (do (store (. self y) y))
          (do (store (. self z) z))))))
        (declare C (class C (A)))
        """,
    ),
    (
        "attrs",
        """
        @attr.s
        class A:
            x = attr.ib()
            _y = attr.ib(default=1)
        @attrs.define
        class B:
            x: int
            z: int = attrs.field(factory=list, alias="zz")
        """,
        """
        (declare A (class A (@ (. attr s)) () (field :static _y 1) (method __init__ (method __init__
          (self x (y 1)) (do (store (. self x) x)) (do (store (. self _y) y)))) (body (do (call (. attr
          ib))) (do (call (. attr ib) (= default 1))))))
        (declare B (class B (@ (. attrs define)) () (method __init__ (method __init__ (self x (zz (call
          list))) (do (store (. self x) x)) (do (store (. self z) zz)))) (body (do (call (. attrs field)
          (= factory list) (= alias "zz"))))))
        """,
    ),
    (
        "not_attrs",
        """
        @web.define
        class A:
            x: int
        @s
        class B:
            x: int
        """,
        """
        (declare A (class A (@ (. web define)) ()))
        (declare B (class B (@ s) ()))
        """,
    ),
    (
        "pydantic",
        """
        class A(BaseModel):
            model_config = {}
            file_id: str = Field(alias="fileId")
            y: int = Field(1)
            z: int = Field(...)
            _p: int = 1
        class B(A):
            w: int
        """,
        """
        (declare A (class A (BaseModel) (field :static model_config (record)) (field :static y 1) (field
          :static _p 1) (method __init__ (method __init__ (self (kw file_id) (kw fileId none) (kw y 1)
          (kw z)) (do (store (. self file_id) (default fileId file_id))) (do (store (. self y) y)) (do
          (store (. self z) z)))) (body (do (call Field (= alias "fileId"))) (do (call Field 1)) (do
          (call Field (opaque "..."))))))
        (declare B (class B (A) (method __init__ (method __init__ (self (kw file_id) (kw fileId none)
          (kw y 1) (kw z) (kw w)) (do (store (. self file_id) (default fileId file_id))) (do (store (.
          self y) y)) (do (store (. self z) z)) (do (store (. self w) w))))))
        """,
    ),
    (
        "msgspec",
        """
        class A(msgspec.Struct, kw_only=True):
            x: int
            y: int = 1
        """,
        """
        (declare A (class A ((. msgspec Struct)) (field :static y 1) (method __init__ (method __init__
          (self (kw x) (kw y 1)) (do (store (. self x) x)) (do (store (. self y) y)))) (body (do (opaque
          "kw_only" true)))))
        """,
    ),
    (
        "named_tuple_class",
        """
        class P(NamedTuple):
            a: str
            b: int = 1
        """,
        """
        (declare P (class P (NamedTuple) (fields a b) (field :static b 1) (method __init__ (method
          __init__ (self a (b 1)) (do (store (. self a) a)) (do (store (. self b) b))))))
        """,
    ),
    (
        "named_tuple_calls",
        """
        P = namedtuple("P", "a, b", defaults=[1])
        Q = typing.NamedTuple("Q", [("a", str), ("self", int)])
        R = namedtuple("R", names)
        """,
        """
        (do (store P (class P () (fields a b) (method __init__ (method __init__ (self a (b 1)) (do
          (store (. self a) a)) (do (store (. self b) b)))) (body (do (call namedtuple "P" "a, b" (=
          defaults (array 1))))))))
        (do (store Q (class Q () (fields a self) (method __init__ (method __init__ (#self a self) (do
          (store (. #self a) a)) (do (store (. #self self) self)))) (body (do (call (. typing
          NamedTuple) "Q" (array (tuple "a" str) (tuple "self" int))))))))
        (do (store R (call namedtuple "R" names)))
        """,
    ),
    (
        "typed_dict",
        """
        class A(TypedDict):
            x: int
        """,
        """
        (declare A (class A (TypedDict)))
        """,
    ),
]
