class ImageGenerationClient:
    def __init__(self, project_id: str | None) -> None: ...

class GenerationTracker:
    def start_tracking(self, project_id: str, request_id: str) -> None: ...

class Request:
    project_id: str
    request_id: str

async def submit_image(prompt: str, *, chat_id: str) -> Request: ...
