"""Patterns of `match`, and what they lower to: (name, source, dump)."""

CASES: list[tuple[str, str, str]] = [
    (
        "values",
        """
        match f():
            case 1: a
            case "b" | None | c.d: e
            case -1 if g: h
            case _: i
        """,
        """
        (do (call f))
        (if (case (eq (call f) 1) (do a)) (case (or (eq (call f) "b") (eq (call f) none) (eq (call f) (.
          c d))) (do e)) (case (and (eq (call f) -1) g) (do h)) (else (do i)))
        """,
    ),
    (
        "captures",
        """
        match s:
            case x if p(x): a
            case (1 | 2) as y: b
            case z: c
        """,
        """
        (if (case (comma (store x s) (call p x)) (declare x s) (do a)) (case (or (eq s 1) (eq s 2))
          (declare y s) (do b)) (else (declare z s) (do c)))
        """,
    ),
    (
        "sequence",
        """
        match s:
            case [a, 1]: b
            case [a, *r]: b
            case [a, *_, z]: b
            case []: b
        """,
        """
        (if (case (and (opaque "sequence" s) (eq ([] s 1) 1)) (declare a ([] s 0)) (do b)) (case (opaque
          "sequence" s) (declare a ([] s 0)) (declare r (slice s 1)) (do b)) (case (opaque "sequence" s)
          (declare a ([] s 0)) (declare z ([] s -1)) (do b)) (case (opaque "sequence" s) (do b)))
        """,
    ),
    (
        "mapping",
        """
        match s:
            case {"k": a, c.d: 1, **r}: b
            case {}: c
        """,
        """
        (if (case (and (opaque "mapping" s "k" (. c d)) (eq ([] s (. c d)) 1)) (declare a ([] s "k"))
          (declare r (rest s k)) (do b)) (case (opaque "mapping" s) (do c)))
        """,
    ),
    (
        "classes",
        """
        @dataclass
        class P:
            x: int
            y: int
        match s:
            case P(a, y=b): c
            case str(t): d
            case Q(u): e
        """,
        """
        (declare P (class P (@ dataclass) () (method __init__ (method __init__ (self x y) (do (store (.
          self x) x)) (do (store (. self y) y))))))
        (if (case (opaque "class" s P) (declare a (. s x)) (declare b (. s y)) (do c)) (case (opaque
          "class" s str) (declare t s) (do d)) (case (opaque "class" s Q) (declare u (opaque "class" s))
          (do e)))
        """,
    ),
    (
        "alternatives",
        """
        match s:
            case [1, a] | {"a": a}: b
            case [x] | x: b
        """,
        """
        (if (case (or (and (opaque "sequence" s) (eq ([] s 0) 1)) (opaque "mapping" s "a")) (declare a
          (choice (and (opaque "sequence" s) (eq ([] s 0) 1)) ([] s 1) ([] s "a"))) (do b)) (else
          (declare x (choice (opaque "sequence" s) ([] s 0) s)) (do b)))
        """,
    ),
    (
        "guard_reads_capture",
        """
        match s:
            case {"job": job} if job.is_generating and other: f(job)
        """,
        """
        (if (case (and (opaque "mapping" s "job") (comma (store job ([] s "job")) (and (. job
          is_generating) other))) (declare job ([] s "job")) (do (call f job))))
        """,
    ),
]
