"""Statements of Python, and what they lower to: (name, source, dump)."""

CASES: list[tuple[str, str, str]] = [
    (
        "assign",
        """
        a = b = f(); a.b = c; a[0] = c; a: int = c; a: int; a.b: int = c; a.b[f()]: int
        """,
        """
        (do (store a (call f)))
        (do (store b (call f)))
        (do (store (. a b) c))
        (do (store ([] a 0) c))
        (do (store a c))
        (do (store (. a b) c))
        (do ([] (. a b) (call f)))
        """,
    ),
    (
        "unpacking",
        """
        a, b = c; [a, (b, c)] = f(); a, *b = c; a, *b, d = c; *a, b = c; a, b = b, a; () = f(); a.x, b[0] = c
        """,
        """
        (do (store a ([] c 0)))
        (do (store b ([] c 1)))
        (do (store a ([] (call f) 0)))
        (do (store b ([] ([] (call f) 1) 0)))
        (do (store c ([] ([] (call f) 1) 1)))
        (do (store a ([] c 0)))
        (do (store b (slice c 1)))
        (do (store a ([] c 0)))
        (do (store b (slice c 1 :inexact)))
        (do (store d ([] c -1)))
        (do (store a (slice c 0 :inexact)))
        (do (store b ([] c -1)))
        (do (store a ([] (tuple b a) 0)))
        (do (store b ([] (tuple b a) 1)))
        (do (call f))
        (do (store (. a x) ([] c 0)))
        (do (store ([] b 0) ([] c 1)))
        """,
    ),
    (
        "augmented",
        """
        a += b; a.b += c; a[f()] -= c; a |= b; a //= 2
        """,
        """
        (do (store a (+ a b)))
        (do (store (. a b) (+ (. a b) c)))
        (do (store ([] a (call f)) (opaque "-=" ([] a (call f)) c)))
        (do (store a (record (... a) (... b))))
        (do (store a (opaque "//=" a 2)))
        """,
    ),
    (
        "delete",
        """
        del a, b.c, (d[0], [e])
        """,
        """
        (delete a)
        (delete (. b c))
        (delete ([] d 0))
        (delete e)
        """,
    ),
    (
        "function",
        """
        def f(a, /, b: int = g(), *c, d, e=1, **h) -> int:
            "doc"
            return a
        """,
        """
        (declare f (function f (a (b (call g)) ...c (kw d) (kw e 1) **h) (return a)))
        """,
    ),
    (
        "async_function",
        """
        @d
        @e(1)
        async def f(): await g()
        """,
        """
        (declare f (function :async f (@ d) (@ (call e 1)) () (do (await (call g)))))
        """,
    ),
    (
        "if_elif_else",
        """
        if a: b
        elif c: d
        elif e: f
        else:
            if g: h
            i
        """,
        """
        (if (case a (do b)) (case c (do d)) (case e (do f)) (else (if (case g (do h))) (do i)))
        """,
    ),
    (
        "while",
        """
        while a:
            break
            continue
        else: b
        """,
        """
        (loop (test a) (body (break) (continue)) (else (do b)))
        """,
    ),
    (
        "for",
        """
        for a in b: c
        else: d
        for a, (b, *c) in d: pass
        for a.b in c: pass
        for () in a: pass
        async def f():
            async for a in b: pass
        """,
        """
        (loop :iterates (head (declare a (iter b))) (body (do c)) (else (do d)))
        (loop :iterates (head (declare a ([] (iter d) 0)) (declare b ([] ([] (iter d) 1) 0)) (declare c
          (slice ([] (iter d) 1) 1))) (body))
        (loop :iterates (head (do (store (. a b) (iter c)))) (body))
        (loop :iterates (head (do (iter a))) (body))
        (declare f (function :async f () (loop :iterates (head (declare a (iter b))) (body))))
        """,
    ),
    (
        "try",
        """
        try: a
        except B: c
        except (D, e()) as g: h
        except: i
        else: j
        finally: k
        """,
        """
        (try (body (do a)) (catch (do c)) (catch (do (tuple D (call e))) (declare g (caught)) (do h))
          (catch (do i)) (else (do j)) (finally (do k)))
        """,
    ),
    (
        "with",
        """
        with a: b
        with a as b: c
        with a as b, b.c() as d: e
        with a, b as (c, d), e: f
        with a as b.c: d
        async def f():
            async with a as b: c
        """,
        """
        (with (managers a) (do b))
        (with (managers a) (declare b (enter a)) (do c))
        (with (managers a) (declare b (enter a)) (with (managers (call (. b c))) (declare d (enter (call
          (. b c)))) (do e)))
        (with (managers a b) (declare c ([] (enter b) 0)) (declare d ([] (enter b) 1)) (with (managers
          e) (do f)))
        (with (managers a) (do (store (. b c) (enter a))) (do d))
        (declare f (function :async f () (with :async (managers a) (declare b (enter a)) (do c))))
        """,
    ),
    (
        "assert_raise",
        """
        assert a
        assert a, b
        raise
        raise A(b)
        raise A from f()
        raise A from b
        """,
        """
        (if (case (not a) (throw)))
        (if (case (not a) (throw b)))
        (throw (caught))
        (throw (call A b))
        (do (store (. A __cause__) (call f)))
        (throw A)
        (do (store (. A __cause__) b))
        (throw A)
        """,
    ),
    (
        "nothing",
        """
        pass
        "text"
        ...
        1
        """,
        """
        """,
    ),
    (
        "imports",
        """
        import a
        import a.b.c
        import a.b as c
        from a import b, c as d
        from . import a
        from ..a.b import c
        from a import *
        from b import *
        """,
        """
        (declare a (imported "a" "*"))
        (declare a (imported "a" "*"))
        (do (imported "a.b.c" "*"))
        (declare c (imported "a.b" "*"))
        (declare b (imported "a" "b"))
        (declare d (imported "a" "c"))
        (declare a (imported "." "a"))
        (declare c (imported "..a.b" "c"))
        (declare *1 (imported "a" "*"))
        (declare *2 (imported "b" "*"))
        """,
    ),
    (
        "global_nonlocal",
        """
        def f():
            global a
            a = 1
            b = 2
            def g():
                nonlocal b
                b = 3
        """,
        """
        (declare f (function f () (do (store a 1)) (do (store b 2)) (declare g (function g () (do (store
          b 3))))))
        """,
    ),
    (
        "nested_functions",
        """
        def f():
            g()
            def g(): pass
            return g
        """,
        """
        (declare f (function f () (do (call g)) (declare g (function g ())) (return g)))
        """,
    ),
]
