"""The words of the domain, as data: what is a chat ID, a generation hook, a running generation.

Each key is a configuration key: `chat-ids = […]` replaces a list and `extend-chat-ids = […]` adds to it.
Entries are patterns (see `genlint_rules.words`): plain words match names in every style of writing,
`a|b` is either word, `a?` and `a|b?` may be missing, `*` is any number of words and `{media}` any entry
of the list `media`.

* Lists of IDs and of slots know a name by its noun: `chat id` is `chatId`, `currentChatId`, `chat.id` and
  `getChatId()`, but not `hasChatId` or `chatIdToProject`.
* Lists of calls match the whole name of what is called, and of a dotted one also its last two parts
  together: `web sockets connect` is `websockets.connect`.
* Lists of states match the whole name; of a dotted one also the last two parts together.
* Lists of status values match the whole text.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    # -- IDs -----------------------------------------------------------------------------------------
    "chat-ids": (
        "chat id",
        "chat room|session|thread id",
        "conversation id",
        "thread id",
    ),
    "generation-ids": (
        "generation id",
        "project id",
        "file id",
        "request id",
        "task id",
        "job id",
        "prediction id",
        "document id",
        "asset id",
        "{media} id",
    ),
    # -- Words that patterns refer to ------------------------------------------------------------------
    "media": (
        "image",
        "video",
        "audio",
        "speech",
        "voice",
        "music",
        "song",
        "sound",
        "media",
        "artifact",
        "render",
        "picture",
        "photo",
        "animation",
        "clip",
    ),
    "connection-words": (
        "sse",
        "event source",
        "web socket",
        "socket",
        "event stream",
        "subscription",
        "events",
    ),
    # What may stand between the thing that is made and the connection: `useImageJobEvents`.
    "generation-parts": (
        "generation",
        "generator",
        "job",
        "task",
        "project",
        "file",
        "request",
        "render",
        "progress",
        "status",
    ),
    # -- Calls -----------------------------------------------------------------------------------------
    "generation-hooks": (
        "use * {media} generation|generator",
        "use * {media} generation|generator status|progress|tracker|tracking|job|task|request|session|client",
        "use ai|active|current? generation",
        "use ai|active|current? generation status|progress|tracker|tracking|job|task|request|session|client",
        "use generate * {media}",
        "use text|prompt|image to {media}",
        "* {media} generation|generator client|tracker|session|listener|subscriber|watcher|monitor|poller",
        "ai|async|active|base? generation client|tracker|session|listener|subscriber|watcher|monitor|poller",
    ),
    "generation-connections": (
        "use * {media} {generation-parts}? {connection-words} connection|client|listener|hook?",
        "use ai|active|current? generation {generation-parts}? {connection-words} connection|client?",
        "use artifact|file|project events|subscription",
        "use artifact|file|project sse|socket connection|client|listener?",
        "use artifact|file|project event source|stream?",
        "use artifact|file|project web socket",
        "* {media} {generation-parts}? {connection-words} client|connection|listener?",
        "ai|async|active|base? generation {generation-parts}? {connection-words} client|connection|listener?",
        "ai|async|active|base? generation event client|listener",
        "open|connect|subscribe|listen|watch to? {media} {generation-parts}? {connection-words}",
        "open|connect|subscribe|listen|watch to? generation {generation-parts}? {connection-words}",
        "use? * {media} {generation-parts} stream client|connection|listener?",
        "use? * generation {generation-parts}? stream client|connection|listener?",
        "use? * {media} stream client|connection?",
    ),
    # Of those, the ones that may be a camera's or a call's: they count where an ID is named for what it is.
    "ambiguous-connections": ("* media|video|audio|voice|sound stream *",),
    # Names that look like one of the above, and belong to players, cameras, uploads, calls and texts.
    "look-alikes": (
        "* media source|query|recorder|session",
        "* upload|download|player|recorder|camera|gallery|element|presence|polling|poll|autosave|query *",
        "* call|device|drag|drop|gesture|keyboard|hotkey|scroll|resize|storage *",
        "* text|code|password|title|summary|report|message|answer|content|token|key generation *",
    ),
    # Real connections of any kind; what they are for, their channel, URL or options tell.
    "connections": (
        "* event source *",
        "* web socket",
        "* web socket app|client|connection",
        "* sse",
        "* sse client|connection|stream",
        "connect|aconnect|open|create|use sse *",
        "use * {connection-words}|channel|stream|realtime",
        "web sockets connect",
        "client connect",
        "connect socket|web socket",
        "web socket create connection",
        "ws connect",
        "* subscribe",
        "subscribe to channel|events",
        "open|create channel|stream|socket",
    ),
    # Objects that are made to be a connection's options, with or without handlers.
    "connection-options": (
        "* sse|connection|channel|stream|event|socket|subscription|realtime options|config|settings|params",
        "* web socket|event source options|config|settings|params",
    ),
    # Calls that open at once, wherever control comes to them.
    "openings": (
        "* event source",
        "* event source polyfill",
        "* web socket",
        "web socket app|client",
        "sse client",
        "connect|aconnect|open|create sse *",
        "web sockets connect",
        "client connect",
        "web socket create connection",
        "ws connect",
    ),
    "tracking-calls": (
        "start tracking",
        "start * generation tracking",
        "track generation",
        "start tracking * generation",
    ),
    # Who tracks a generation: `analytics.startTracking(…)` tracks something else.
    "trackers": (
        "* generation|generator|tracker|{media} *",
        "self|this|props|state|ctx|context|hook|client|session|job|task",
    ),
    # Calls that run the function that they are handed when a component mounts.
    "effects": ("use effect", "use * effect", "use task", "on mounted|mount", "watch effect"),
    # Calls that run the function that they are handed again when an item of their list has changed.
    "dependency-calls": ("use memo|callback|effect", "use * memo|callback|effect"),
    # Methods and functions that end a connection.
    "closing-calls": (
        "close|aclose|abort|disconnect|unsubscribe|terminate|destroy|dispose|cancel|stop|end|exit|aexit *",
        "shutdown|teardown|cleanup|release|complete|detach|finish|quit|kill|leave *",
        "wait closed",
        "async dispose",
    ),
    # Methods that make a client connect, which has not done so when it was built.
    "opening-methods": ("connect|open|start|listen|subscribe|run|init|begin|watch|join *",),
    # Methods that a framework or a runtime calls to bring an object to life.
    "building-methods": (
        "constructor",
        "init",
        "post init",
        "enter|aenter",
        "connected callback",
        "component did mount",
        "ng on init",
        "ng after view init",
    ),
    # Calls that keep or show a value and do nothing else with it.
    "storage-calls": (
        "use state|ref|memo|callback|effect|reducer|reactive",
        "use layout effect",
        "string|boolean|bool|str|number|int|cast|ref|computed|watch",
        "console|logger|logging|log log|debug|info|warn|error",
        "set *",
    ),
    # -- Slots -----------------------------------------------------------------------------------------
    "identity-slots": ("id", "resource id", "entity id", "target id", "stream id", "key"),
    "channel-slots": ("url", "uri", "href", "endpoint", "channel", "channel name", "topic", "room", "path"),
    "switch-slots": (
        "enabled",
        "is enabled",
        "enable",
        "should connect",
        "should subscribe",
        "should listen",
        "auto connect",
        "active",
    ),
    "handler-slots": (
        "* handlers",
        "* listeners",
        "callbacks",
        "on message|event|progress|update|status|data|frame|chunk",
        "on * event|message",
        "handle event|message",
    ),
    # One value that holds all handlers; it makes a connection's options of whatever record has it.
    "handler-maps": ("* handlers", "* listeners", "callbacks"),
    "options-slots": ("options", "config", "settings", "params", "props", "handlers", "client", "session"),
    # What a channel or URL calls the thing whose events it brings: `file.${id}`, `/api/images/${id}`.
    "generation-channels": ("generation", "file|project|request", "task|job|prediction", "{media}"),
    # What makes sure that a URL with `file`, `project` or `job` in it brings a generation's events.
    "channel-signs": ("event", "sse", "generation", "{media}"),
    "chat-channels": ("chat", "conversation", "thread", "room", "message"),
    # -- States ----------------------------------------------------------------------------------------
    "generation-states": (
        "* generating *",
        "* rendering|processing|running|tracking|queued|pending|composing|working|in-progress",
        "is? * generation|job|task|request|render|prediction active|started|ongoing",
        "is active|busy|started|streaming|ongoing",
        "has|is? * active|running|pending|ongoing generation|job|task|request|render|prediction|work",
        "active|running|pending|ongoing generation|job|task|request|prediction id?",
        "has|is|any? active|running|pending|ongoing generations|jobs|tasks|requests|renders",
        "generation|job|render|task is active|started|ongoing",
    ),
    "finished-states": (
        "is|has|was? complete|completed|done|finished|failed|succeeded|cancelled|canceled|idle|aborted",
        "is|has|was * complete|completed|done|finished|failed|succeeded|cancelled|canceled|idle|aborted",
        "* is|has complete|completed|done|finished|failed|succeeded|idle",
        "{media}|generation|job|task|request complete|completed|done|finished|failed|idle",
    ),
    # Names that sound like a state and tell of an ability, a setting, a wish or another thing.
    "other-states": (
        "can|should|may|could|will|allow|allows|enable|supports|set|on|start|stop|handle|stopped *",
        "* enabled|disabled|allowed|supported|available|mode|tab|panel|user|session|count|error|label|text",
        "* stopped|stop|payment|upload|uploading|download *",
    ),
    # What a status is called that is no generation's.
    "other-statuses": (
        "* ready|connection|auth|session|visibility|network|socket|user|online state|status",
        "* account|order|invite|member|chat|message|upload|form|subscription|payment * state|status",
    ),
    # The act of generating: what opens in it opens when a generation begins.
    "generation-acts": (
        "start|begin|run|launch|resume|retry|restart * generation|generating|tracking|render|job",
        "handle|on|do|run? generate *",
        "start * generation tracking",
        "track generation|job|request|progress",
    ),
    "user-acts": ("handle *", "on click|submit|press|change|select|drop *"),
    # Calls that begin a generation and give its ID.
    "creations": (
        "create|start|submit|enqueue|queue|begin|trigger|launch|post|request|run|schedule *",
        "generate *",
        "* generate|submit|enqueue|create",
    ),
    "active-statuses": (
        "generating",
        "processing",
        "running",
        "rendering",
        "in progress",
        "pending",
        "queued",
        "started",
        "starting",
        "active",
        "working",
        "busy",
        "streaming",
        "submitted",
        "in queue",
        "executing",
        "progress",
        "tracking",
    ),
    "terminal-statuses": (
        "complete",
        "completed",
        "done",
        "finished",
        "success",
        "succeeded",
        "successful",
        "ready",
        "failed",
        "failure",
        "error",
        "errored",
        "cancelled",
        "canceled",
        "aborted",
        "expired",
        "timeout",
        "stopped",
        "idle",
        "initial",
        "none",
    ),
    # What a status is called; a word like `active` says nothing of a tab or a user.
    "status-names": ("* status|state|phase|stage|progress|step", "* status code|name|text|value"),
}
