"""Classes of Python, and what they lower to: (name, source, dump)."""

CASES: list[tuple[str, str, str]] = [
    (
        "class",
        """
        @d
        class A(B, c.D, metaclass=M):
            "doc"
            x = y = 1
            z: int = 2
            w: str
            f()
            a, b = c
            class In: pass
            def m(self): return self.x
        """,
        """
        (declare A (class A (@ d) (B (. c D)) (field :static x 1) (field :static y 1) (field :static z
          2) (field :static In (class In ())) (method m (method m (self) (return (. self x)))) (body (do
          (opaque "metaclass" M)) (do (call f)) (do (store a ([] c 0))) (do (store b ([] c 1))))))
        """,
    ),
    (
        "methods",
        """
        class A:
            @staticmethod
            def s(a): pass
            @classmethod
            def c(cls): pass
            def __new__(cls): pass
            async def m(self): pass
            def none(): pass
            def rest(*a): pass
            if x:
                def cond(self): pass
        """,
        """
        (declare A (class A () (method :static s (method :static s (@ staticmethod) (a))) (method
          :static c (method :static c (@ classmethod) (cls))) (method :static __new__ (method :static
          __new__ (cls))) (method m (method :async m (self))) (method none (method none ())) (method
          rest (method rest (...a))) (body (if (case x (declare cond (method cond (self))))))))
        """,
    ),
    (
        "properties",
        """
        class A:
            @property
            def p(self): return self._p
            @p.setter
            def p(self, v): self._p = v
            @p.deleter
            def p(self): del self._p
            @functools.cached_property
            def q(self): return f()
        """,
        """
        (declare A (class A () (get p (method p (@ property) (self) (return (. self _p)))) (set p
          (method p (@ (. p setter)) (self v) (do (store (. self _p) v)))) (get q (method q (@ (.
          functools cached_property)) (self) (return (call f)))) (body (do (method p (@ (. p deleter))
          (self) (delete (. self _p)))))))
        """,
    ),
    (
        "overloads",
        """
        class A:
            @overload
            def m(self, a: int): ...
            @t.overload
            def m(self, a: str): ...
            def m(self, a): return a
        """,
        """
        (declare A (class A () (method m (method m (self a) (return a))) (body (do (method m (@
          overload) (self a))) (do (method m (@ (. t overload)) (self a))))))
        """,
    ),
    (
        "super",
        """
        class A(B):
            def m(self, a):
                super().m(a)
                super(A, self).m(a)
                [super().n for b in a]
        super().m()
        """,
        """
        (declare A (class A (B) (method m (method m (self a) (do (call (. (super) m) a)) (do (call (.
          (super) m) a)) (do (call (comprehension :generator _ () (loop :iterates (head (declare b (iter
          a))) (body (do (yield (. (super) n))))))))))))
        (do (call (. (call super) m)))
        """,
    ),
]
