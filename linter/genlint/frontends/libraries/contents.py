"""What the tables have, for a look without making them.

Written by `python tests/frontends/library_contents.py`.
"""

from __future__ import annotations

from genlint.model.library import Contents

TYPESCRIPT = Contents(
    tables={
        "zustand": """
            create createStore createWithEqualityFn useStore devtools persist immer subscribeWithSelector
            combine useShallow
        """,
        "redux": """
            createSlice createReducer createAction createAsyncThunk configureStore legacy_createStore
            createStore combineReducers useSelector useAppSelector useTypedSelector useStoreSelector
            useDispatch useAppDispatch useStore connect createSelector
        """,
        "queries": """
            useQuery useSuspenseQuery createQuery useQueries useSuspenseQueries fetchQuery ensureQueryData
            useInfiniteQuery useMutation useSWR useSWRImmutable useSWRInfinite useSWRMutation queryOptions
            infiniteQueryOptions mutationOptions
        """,
        "atoms": """
            atom atomWithReset atomWithStorage selector useAtom useRecoilState useAtomValue useRecoilValue
            useSetAtom useSetRecoilState
        """,
        "vue": """
            ref shallowRef customRef signal useSignal computed reactive shallowReactive shallowReadonly
            readonly toRaw markRaw proxyRefs proxy useSnapshot observable useLocalObservable toRefs
            storeToRefs toRef watch onMounted watchEffect watchPostEffect
        """,
        "react": """
            useState useSafeState useStateWithCallback useImmer useOptimistic useReducer useActionState
            useFormState useTransition useRef createRef useLatest useMemo createMemo useEffect
            useLayoutEffect useInsertionEffect startTransition useImperativeHandle useDeferredValue
            useDebounce useDebouncedValue useThrottle useSyncExternalStore createContext useContext use
            Consumer map forEach toArray useCallback useEvent useEffectEvent useEventCallback memo
            forwardRef observer cache lazy dynamic loadable defineAsyncComponent createElement cloneElement
            Component PureComponent setState produce
        """,
        "javascript_text": """
            toLowerCase toUpperCase valueOf trim trimStart trimEnd trimLeft trimRight normalize toWellFormed
            toLocaleString toLocaleLowerCase toLocaleUpperCase String encodeURIComponent decodeURIComponent
            encodeURI decodeURI escape unescape toString replace replaceAll padStart padEnd repeat substring
            substr split join match matchAll exec raw resolve basename dirname format inspect btoa atob from
            TextEncoder TextDecoder encode decode URL URLSearchParams Headers FormData append getAll
        """,
        "javascript_arrays": """
            map flatMap filter forEach some every findIndex findLastIndex find findLast reduce reduceRight
            fill at pop shift slice splice reverse toReversed sort toSorted toSpliced copyWithin values flat
            with entries keys concat push unshift from fromAsync of Array take drop toArray
        """,
        "javascript_events": """
            on once addListener prependListener prependOnceListener prependListenerOnce addEventListener
            CustomEvent MessageEvent subscribe BehaviorSubject getValue asObservable setTimeout setInterval
            setImmediate queueMicrotask requestAnimationFrame requestIdleCallback nextTick promisify
            callbackify deprecate
        """,
        "javascript": """
            assign freeze seal preventExtensions create setPrototypeOf inherits values keys
            getOwnPropertyNames ownKeys entries fromEntries groupBy defineProperty defineProperties
            getOwnPropertyDescriptor getOwnPropertyDescriptors get set deleteProperty parse stringify Object
            structuredClone unref toValue cloneDeep clone untrack Boolean Proxy Error TypeError RangeError
            SyntaxError ReferenceError EvalError URIError DOMException AggregateError for then catch finally
            resolve reject all race any allSettled try withResolvers Promise Map WeakMap Set WeakSet WeakRef
            deref getItem setItem add removeItem delete clear union symmetricDifference difference
            intersection next throw return bind call apply debounce throttle memoize memoizeOne once
            pDebounce pThrottle exit abort notFound redirect permanentRedirect
        """,
        "utilities": """
            get result set setWith unset pick omit pickBy omitBy assign assignIn extend merge defaults
            defaultsDeep clone cloneDeep toPlainObject castArray identity tap chain values toArray keys
            toPairs entries pairs fromPairs object zipObject invert mapValues mapKeys map collect flatMap
            pluck forEach each some every findIndex forEachRight eachRight any all forOwn forIn filter
            reject sortBy orderBy uniqBy uniq sortedUniq compact without difference differenceBy
            intersection shuffle sampleSize take takeRight takeWhile drop dropRight dropWhile tail rest
            initial slice union unionBy concat xor flatten flattenDeep flattenDepth find findLast sample max
            min maxBy minBy head first last nth pull chunk zip partition keyBy groupBy countBy reduce
            reduceRight transform times debounce throttle once memoize unary ary curry rearg before after
            partial constant always flow pipe flowRight compose property prop attempt defer delay toString
            trim toLower toUpper camelCase kebabCase snakeCase startCase capitalize upperFirst lowerFirst
            escape unescape padStart padEnd truncate deburr replace join defaultTo path view propOr pathOr
            mergeRight mergeDeepRight mergeLeft mergeDeepLeft memoizeWith
        """,
    },
    changing="""
        useImperativeHandle setState append fill pop shift splice reverse sort copyWithin push unshift
        assign setPrototypeOf inherits defineProperty defineProperties set deleteProperty setItem add
        removeItem delete clear setWith unset assignIn extend merge defaults defaultsDeep pull
    """,
    ending="""
        process.exit process.abort navigation.notFound navigation.redirect navigation.permanentRedirect
    """,
)

PYTHON = Contents(
    tables={
        "python": """
            deepcopy assert_type reveal_type asdict vars copy getattr setattr __setattr__ delattr replace
            evolve _replace astuple _asdict _make model_dump dict to_dict as_dict model_dump_json json
            model_validate model_validate_json model_construct parse_obj parse_raw validate_python
            model_copy bool cast ArithmeticError AssertionError AttributeError BaseException BlockingIOError
            BrokenPipeError BufferError BytesWarning CancelledError ChildProcessError ConnectionAbortedError
            ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError
            EncodingWarning EnvironmentError Exception FileExistsError FileNotFoundError FloatingPointError
            FutureWarning GeneratorExit HTTPException IOError ImportError ImportWarning IndentationError
            IndexError InterruptedError InvalidStateError IsADirectoryError KeyError KeyboardInterrupt
            LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError
            OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
            PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError
            RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit
            TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
            UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
            ZeroDivisionError ExceptionGroup BaseExceptionGroup add concat iadd iconcat getitem setitem
            delitem or_ index pos partial partialmethod NewType itemgetter attrgetter lru_cache cache cached
            use_callback staticmethod classmethod singledispatch contextmanager asynccontextmanager
            coroutine sync_to_async async_to_sync validate_call no_type_check override final total_ordering
            exit quit _exit abort fail skip use_state use_reducer use_ref use_memo use_effect
        """,
        "python_text": """
            lower upper title capitalize swapcase casefold removeprefix removesuffix strip lstrip rstrip
            expandtabs translate zfill center ljust rjust __str__ __repr__ __format__ decode encode hex
            as_posix as_uri resolve absolute expanduser str int repr ascii quote quote_plus unquote
            unquote_plus intern UUID fspath dedent fill shorten indent escape unescape format capwords
            fsencode fsdecode bytes bytearray memoryview replace join format_map substitute safe_substitute
            Template split rsplit splitlines partition rpartition wrap sub subn match search fullmatch
            findall finditer group groups groupdict abspath normpath normcase realpath expandvars basename
            dirname relpath splitext Path PurePath PosixPath PurePosixPath joinpath with_suffix with_name
            with_stem write write_text write_bytes getvalue read_text read_bytes readline StringIO BytesIO
            reader DictReader b64encode urlsafe_b64encode b32encode b16encode hexlify b64decode
            urlsafe_b64decode b32decode b16decode unhexlify dumps loads packb unpackb safe_load safe_dump
            dump load urlencode urljoin urlparse urlsplit urldefrag geturl compress decompress urlunparse
            urlunsplit
        """,
        "python_collections": """
            list tuple deque iter set frozenset sorted reversed dict OrderedDict Counter most_common
            SimpleNamespace MappingProxyType UserDict UserList ChainMap new_child defaultdict array next
            anext aiter max min sum enumerate zip zip_longest repeat map starmap filter filterfalse
            takewhile dropwhile reduce accumulate chain from_iterable islice cycle tee pairwise batched
            permutations combinations combinations_with_replacement product groupby __anext__ __next__ send
            throw asend athrow __iter__ __aiter__ __await__ copy __copy__ append appendleft add insert
            extend extendleft popleft remove sort rotate reverse shuffle choice choices sample put
            put_nowait get_nowait heapify heappush heappushpop heapreplace heappop nlargest nsmallest merge
            insort insort_left insort_right get pop setdefault popitem update union symmetric_difference
            difference intersection elements fromkeys items values keys clear __getitem__ __setitem__
            __delitem__
        """,
        "python_tasks": """
            Thread Process Timer submit apply apply_async imap imap_unordered map_async enter enterabs
            wait_for shield create_task ensure_future run_until_complete start_soon run
            run_coroutine_threadsafe gather as_completed wait to_thread run_in_executor call_soon
            call_soon_threadsafe call_later call_at result exception set_exception add_done_callback
            create_future Future nullcontext closing aclosing enter_context enter_async_context callback
            push_async_callback register finalize ref WeakMethod proxy set ContextVar local
        """,
    },
    changing="""
        setattr __setattr__ delattr setitem delitem write write_text write_bytes next anext __anext__
        __next__ append appendleft add insert extend extendleft popleft remove sort rotate reverse shuffle
        put put_nowait heapify heappush heappushpop heapreplace heappop insort insort_left insort_right pop
        setdefault update clear __setitem__ __delitem__ set_exception set
    """,
    ending="""
        exit quit sys.exit os._exit os.abort pytest.fail pytest.skip flask.abort
    """,
)
