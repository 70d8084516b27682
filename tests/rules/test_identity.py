"""Which names name a chat ID, which a generation's, and which only sound like one."""

from __future__ import annotations

import pytest
from genlint_rules.lexicon import lexicon_of
from genlint_rules.vocabulary import WORDS

LEXICON = lexicon_of(WORDS)

CHAT = [
    "chatId",
    "chat_id",
    "CHAT_ID",
    "chat-id",
    "ChatId",
    "chatID",
    "chatid",
    "currentChatId",
    "propChatId",
    "activeChatId",
    "parentChatId",
    "initialChatId",
    "routeChatId",
    "userChatId",
    "projectChatId",
    "from_chat_id",
    "to_chat_id",
    "_chatId",
    "$chatId",
    "#chatId",
    "chatId2",
    "chatIdState",
    "chatIdRef",
    "chatIdValue",
    "chatIdParam",
    "chatIdProp",
    "chatIdString",
    "chatIdStr",
    "chatIdOverride",
    "chatUuid",
    "chat_uuid",
    "chatIdentifier",
    "chatIdToUse",
    "chatIdToLoad",
    "chatIdForProject",
    "chatIdFromUrl",
    "chat_id_from_path",
    "chat.id",
    "chat._id",
    "chat.uuid",
    "currentChat.id",
    "selected_chat.id",
    "effective_chat.id",
    "update.effective_chat.id",
    "chatData.id",
    "chatRow.id",
    "props.chat.id",
    "message.chat.id",
    "project.chat.id",
    "params.chatId",
    "route.params.chatId",
    "props.chatId",
    "self.chat_id",
    "this.chatId",
    "this.#chatId",
    "state.chatId",
    "session_state.chat_id",
    "row.chat_id",
    "project.chatId",
    "message.chatId",
    "stableChatIdRef.current",
    "chatIdRef.current",
    "chatRef.current.id",
    "chatId.value",
    "chatIdSignal.value",
    "chatId.toString()",
    "chatId.trim()",
    "chat_id.strip()",
    "getChatId()",
    "get_chat_id()",
    "useChatId()",
    "fetchChatId()",
    "toChatId()",
    "ensureChatId()",
    "createChatId()",
    "newChatId()",
    "currentChatId()",
    "chatId()",
    "store.getChatId()",
    "getChat().id",
    "useChat().id",
    "useChat().chatId",
    "api.chats.get().id",
    "chats.0.id",
    "chats.[].id",
    "chats.find().id",
    "chats.at().id",
    "chatIds.0",
    "chatIds.[]",
    "chat_ids.[]",
    "chatIds.at()",
    "conversationId",
    "conversation_id",
    "conversation.id",
    "threadId",
    "thread.id",
    "activeConversationId",
    "chatRoomId",
    "chatSessionId",
    "userIdToChatId()",
]

GENERATION = [
    "projectId",
    "project_id",
    "PROJECT_ID",
    "effectiveProjectId",
    "initialState.projectId",
    "state.projectId",
    "project.id",
    "currentProject.id",
    "fileId",
    "file_id",
    "file.id",
    "requestId",
    "request.id",
    "jobId",
    "job.id",
    "taskId",
    "generationId",
    "generation.id",
    "imageId",
    "videoId",
    "artifactId",
    "artifact.id",
    "documentId",
    "predictionId",
    "assetId",
    "renderId",
    "chatProjectId",
    "projectIdForChat",
    "projectIdFromChatId",
    "projectByChat.id",
    "chatIdToProjectId()",
    "getProjectId()",
    "createProject().id",
    "chat.projectId",
    "chat.project.id",
    "projects.0.id",
    "fileIds.[]",
    "activeFileId",
]

NEITHER = [
    "chatIdle",
    "chatIds",
    "chat_ids",
    "chats",
    "chats.id",
    "hasChatId",
    "isChatId",
    "isNewChatId()",
    "hasChatId()",
    "isChatId()",
    "setChatId",
    "setChatId()",
    "set_chat_id",
    "onChatIdChange",
    "onChatIdChange()",
    "chatIdCount",
    "chatIdLength",
    "chatIdError",
    "chatIdSchema",
    "chatIdToProject",
    "chatIdToProject()",
    "chatIdToTitle",
    "chatIdToIndex",
    "projectByChatId",
    "byChatId",
    "projectByChatId.get()",
    "chatIdOrProjectId",
    "chatIdAndUserId",
    "deleteChatId()",
    "validateChatId()",
    "archiveChatId()",
    "getChatId",
    "useChatId",
    "fetchChatId",
    "handleChatId",
    "noChatId",
    "shouldUseChatId",
    "chatIdKey",
    "chatIdHash",
    "chat",
    "chatTitle",
    "chat.title",
    "chatMessage.id",
    "messageId",
    "chatMessageId",
    "chatUserId",
    "userId",
    "user.id",
    "id",
    "uuid",
    "params.id",
    "props.id",
    "get().id",
    "find().id",
    "chateauId",
    "chatterId",
    "purchatId",
    "chatIdentity",
    "snapchatId",
    "chat_idx",
    "chatId.length",
    "chatId.0",
    "chat_id.find()",
    "idOf().x",
    "toString()",
    "current",
    "value",
    "x.current",
    "threadPool",
    "thread.name",
    "roomId",
    "sessionId",
    "ident",
    '""',
    ".",
]


def _name(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.strip('"').split(".") if part)


@pytest.mark.parametrize("name", CHAT)
def test_names_a_chat(name: str) -> None:
    assert LEXICON.kind(_name(name)) == "chat-ids"


@pytest.mark.parametrize("name", GENERATION)
def test_names_a_generation(name: str) -> None:
    assert LEXICON.kind(_name(name)) == "generation-ids"


@pytest.mark.parametrize("name", NEITHER)
def test_names_neither(name: str) -> None:
    assert LEXICON.kind(_name(name)) is None


def test_the_user_adds_ids() -> None:
    lexicon = lexicon_of(
        {**WORDS, "chat-ids": (*WORDS["chat-ids"], "channel id"), "generation-ids": ("slide id",)}
    )
    assert lexicon.kind(("interaction", "channel_id")) == "chat-ids"
    assert lexicon.kind(("currentSlideId",)) == "generation-ids"
    assert lexicon.kind(("projectId",)) is None


def test_a_policy_may_have_no_ids() -> None:
    lexicon = lexicon_of({**WORDS, "chat-ids": (), "generation-ids": ()})
    assert lexicon.kind(("chatId",)) is None


def test_a_bad_pattern_names_its_list() -> None:
    with pytest.raises(ValueError, match=r"chat-ids: .*malformed"):
        lexicon_of({**WORDS, "chat-ids": ("chat ||",)})
