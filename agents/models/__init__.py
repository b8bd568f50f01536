"""Tables, constraints, and one-line facts about a row."""

from agents.models.access_link import AccessLink
from agents.models.cache_entry import CacheEntry
from agents.models.document import Document
from agents.models.draft import Draft, Presence
from agents.models.event import Chain, Event
from agents.models.invitation import Invitation
from agents.models.notice import Follow, Notice, NoticeChoice, ProposalFollow, ReviewLink
from agents.models.owned_path import OwnedPath
from agents.models.people import Membership, Role, Team, User
from agents.models.proposal import Change, Proposal, ProposedText
from agents.models.relation import Alias, Edge, Places, Reference, ResolvedRoster
from agents.models.review import Comment, Review, Viewed
from agents.models.revision import Revision
from agents.models.saved_view import SavedView
from agents.models.session import Session
from agents.models.staged_import import StagedFile, StagedImport
from agents.models.write import Write

__all__ = [
    "AccessLink",
    "Alias",
    "CacheEntry",
    "Chain",
    "Change",
    "Comment",
    "Document",
    "Draft",
    "Edge",
    "Event",
    "Follow",
    "Invitation",
    "Membership",
    "Notice",
    "NoticeChoice",
    "OwnedPath",
    "Places",
    "Presence",
    "Proposal",
    "ProposalFollow",
    "ProposedText",
    "Reference",
    "ResolvedRoster",
    "Review",
    "ReviewLink",
    "Revision",
    "Role",
    "SavedView",
    "Session",
    "StagedFile",
    "StagedImport",
    "Team",
    "User",
    "Viewed",
    "Write",
]
