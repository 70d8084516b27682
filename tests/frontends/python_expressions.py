"""Expressions of Python, and what they lower to: (name, source, dump)."""

CASES: list[tuple[str, str, str]] = [
    (
        "literals",
        """
        1
        -2
        1.5
        "t"
        b"b"
        True
        None
        x = -1
        y = +2
        z = ...
        w = 2j
        v = b"b"
        """,
        """
        (do -2)
        (do (store x -1))
        (do (store y 2))
        (do (store z (opaque "...")))
        (do (store w (opaque "complex")))
        (do (store v b'b'))
        """,
    ),
    (
        "attribute_and_index",
        """
        x = a.b[0]["k"][-1][i][1, 2]
        """,
        """
        (do (store x ([] ([] ([] ([] ([] (. a b) 0) "k") -1) i) (tuple 1 2))))
        """,
    ),
    (
        "slices",
        """
        x = a[1:]
        x = a[:2]
        x = a[1:n]
        x = a[-2:]
        x = a[::1]
        x = a[::2]
        x = a[f():]
        x = a[1:2, k]
        """,
        """
        (do (store x (slice a 1)))
        (do (store x (slice a 0 2)))
        (do (store x (slice a 1 :inexact n)))
        (do (store x (slice a ?)))
        (do (store x (slice a 0)))
        (do (store x (slice a 0 :inexact)))
        (do (store x (slice a ? (call f))))
        (do (store x ([] a (tuple (opaque "slice" 1 2) k))))
        """,
    ),
    (
        "calls",
        """
        f()
        f(a, *b, k=c, **d)
        a.b(c)(d)
        f(x for x in y)
        """,
        """
        (do (call f))
        (do (call f a (... b) (= k c) (** d)))
        (do (call (call (. a b) c) d))
        (do (call f (call (comprehension :generator _ () (loop :iterates (head (declare x (iter y)))
          (body (do (yield x))))))))
        """,
    ),
    (
        "displays",
        """
        x = [a, *b]
        x = (a,)
        x = {a, b}
        x = {}
        x = {"k": a, 1: b, c: d, **e, None: f}
        """,
        """
        (do (store x (array a (... b))))
        (do (store x (tuple a)))
        (do (store x (set a b)))
        (do (store x (record)))
        (do (store x (record (k a) ([1] b) ([c] d) (... e) ([none] f))))
        """,
    ),
    (
        "logical",
        """
        x = a or b or c
        x = (a or b) or c
        x = a and (b or c)
        x = not a
        x = a or b and c
        """,
        """
        (do (store x (or a b c)))
        (do (store x (or a b c)))
        (do (store x (and a (or b c))))
        (do (store x (not a)))
        (do (store x (or a (and b c))))
        """,
    ),
    (
        "compare",
        """
        x = a == b
        x = a is not None
        x = a in b
        x = a not in b
        x = a < b <= c()
        x = a is b
        x = a != b
        x = a > b
        x = a >= b
        """,
        """
        (do (store x (eq a b)))
        (do (store x (ne a none)))
        (do (store x (in a b)))
        (do (store x (not in a b)))
        (do (store x (and (lt a b) (le b (call c)))))
        (do (store x (eq a b)))
        (do (store x (ne a b)))
        (do (store x (gt a b)))
        (do (store x (ge a b)))
        """,
    ),
    (
        "choice",
        """
        x = a if b else c
        """,
        """
        (do (store x (choice b a c)))
        """,
    ),
    (
        "plus",
        """
        x = a + "b" + c
        x = a + (b + c)
        x = a - b + c - d
        x = a * 2 + b
        x = a + b - c
        """,
        """
        (do (store x (+ a "b" c)))
        (do (store x (+ a (+ b c))))
        (do (store x (opaque "-" a b c d)))
        (do (store x (+ (opaque "*" a 2) b)))
        (do (store x (opaque "-" (+ a b) c)))
        """,
    ),
    (
        "arithmetic",
        """
        x = a * b / c
        x = ~a
        x = -a
        x = a | b | c
        x = a @ b
        """,
        """
        (do (store x (opaque "/" a b c)))
        (do (store x (opaque "~" a)))
        (do (store x (opaque "-" a)))
        (do (store x (opaque "|" a b c)))
        (do (store x (opaque "@" a b)))
        """,
    ),
    (
        "dict_union",
        """
        x = {"a": 1} | b
        x = a | dict(b=1)
        """,
        """
        (do (store x (record (... (record (a 1))) (... b))))
        (do (store x (record (... a) (... (call dict (= b 1))))))
        """,
    ),
    (
        "f_string",
        """
        x = f"a{b}c{d!r:>{w}}{e=}"
        x = f""
        x = f"{a}" "b"
        """,
        """
        (do (store x (template "a" b "c" d (opaque "format" w) "e=" e)))
        (do (store x (template)))
        (do (store x (template a "b")))
        """,
    ),
    (
        "percent",
        """
        x = "a%sb%%%d" % (p, q)
        x = "%s" % p
        x = "%s%s" % p
        x = "%(k)s" % d
        x = "%*d" % (w, p)
        x = "%s" % (p, f())
        x = "a" % f()
        x = p % q
        x = b"%s" % p
        x = "%s-%s" % (p, *q)
        x = "%(k)s" % {"k": p}
        """,
        """
        (do (store x (template "a" p "b%" q)))
        (do (store x (template p)))
        (do (store x (template ([] p 0) ([] p 1))))
        (do (store x (template ([] d "k"))))
        (do (store x (template (opaque "format" w) p)))
        (do (store x (template p (opaque "format" (call f)))))
        (do (store x (template "a" (opaque "format" (call f)))))
        (do (store x (opaque "%" p q)))
        (do (store x (opaque "%" b'%s' p)))
        (do (store x (template p "-" ([] q 0) (opaque "format" q))))
        (do (store x (template ([] (record (k p)) "k"))))
        """,
    ),
    (
        "format",
        """
        x = "a{}b{}".format(p, q)
        x = "{1}{0}".format(p, q)
        x = "{k.a[0][b]}".format(k=p)
        x = "{:{}}".format(p, w)
        x = "{}{}".format(*p)
        x = "{k}".format(**p)
        x = "a".format(f())
        x = "{{}}{}".format(p)
        """,
        """
        (do (store x (template "a" p "b" q)))
        (do (store x (template q p)))
        (do (store x (template ([] ([] (. p a) 0) "b"))))
        (do (store x (template p (opaque "format" w))))
        (do (store x (template ([] p 0) ([] p 1))))
        (do (store x (template ([] p "k"))))
        (do (store x (template "a" (opaque "format" (call f)))))
        (do (store x (template "{" "}" p)))
        """,
    ),
    (
        "format_stays_a_call",
        """
        x = "{".format(p)
        x = "{}{}".format(p)
        x = "{k}".format(p)
        x = t.format(p)
        """,
        """
        (do (store x (call (. "{" format) p)))
        (do (store x (call (. "{}{}" format) p)))
        (do (store x (call (. "{k}" format) p)))
        (do (store x (call (. t format) p)))
        """,
    ),
    (
        "walrus",
        """
        x = (y := f()) and y
        """,
        """
        (do (store x (and (store y (call f)) y)))
        """,
    ),
    (
        "lambda",
        """
        x = lambda a, b=c, *d, e=1, **f: a + d
        """,
        """
        (do (store x (arrow _ (a (b c) ...d (kw e 1) **f) (return (+ a d)))))
        """,
    ),
    (
        "await_yield",
        """
        async def f():
            x = await a()
            y = yield x
            yield
        def g():
            yield from a
        """,
        """
        (declare f (function :async :generator f () (do (store x (await (call a)))) (do (store y (yield
          x))) (do (yield))))
        (declare g (function :generator g () (do (yield* a))))
        """,
    ),
    (
        "list_comprehension",
        """
        x = [f(a) for a in b if a if c(a) for d, e in a.f]
        """,
        """
        (do (store x (call (comprehension :generator _ () (loop :iterates (head (declare a (iter b)))
          (body (if (case a (if (case (call c a) (loop :iterates (head (declare d ([] (iter (. a f)) 0))
          (declare e ([] (iter (. a f)) 1))) (body (do (yield (call f a)))))))))))))))
        """,
    ),
    (
        "set_dict_generator",
        """
        x = {a for a in b}
        x = {a: b for a, b in c}
        x = (a for a in b)
        """,
        """
        (do (store x (call (comprehension :generator _ () (loop :iterates (head (declare a (iter b)))
          (body (do (yield a))))))))
        (do (store x (call dict (call (comprehension :generator _ () (loop :iterates (head (declare a
          ([] (iter c) 0)) (declare b ([] (iter c) 1))) (body (do (yield (tuple a b))))))))))
        (do (store x (call (comprehension :generator _ () (loop :iterates (head (declare a (iter b)))
          (body (do (yield a))))))))
        """,
    ),
    (
        "async_comprehension",
        """
        async def f(): return [a async for a in b]
        """,
        """
        (declare f (function :async f () (return (call (comprehension :async :generator _ () (loop
          :iterates (head (declare a (iter b))) (body (do (yield a)))))))))
        """,
    ),
    (
        "star_outside_a_display",
        """
        class A(*b): pass
        """,
        """
        (declare A (class A ((opaque "*" b))))
        """,
    ),
]
