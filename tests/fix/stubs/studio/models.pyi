class Job:
    file_id: str
    is_generating: bool
    is_urgent: bool
