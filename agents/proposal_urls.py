"""The addresses of proposals and their reviews, below a team's slug."""

from django.urls import path

from agents.views import (
    following,
    proposal_list,
    proposal_steps,
    proposal_text,
    proposal_update,
    proposals,
    review_changes,
    review_comments,
    review_edits,
    review_facts,
    review_finish,
    review_links,
    review_suggestions,
    review_words,
)

ONE = "<slug:team>/proposals/<int:number>/"

urlpatterns = [
    path("<slug:team>/proposals/", proposal_list.listing, name="proposals"),
    path("<slug:team>/proposals/people/", review_words.people, name="proposal-people"),
    path("<slug:team>/proposals/preview/", review_words.preview, name="proposal-preview"),
    path(ONE, proposals.conversation, name="proposal"),
    path(f"{ONE}changes/", review_changes.changes, name="proposal-changes"),
    path(f"{ONE}changes/<int:pk>/", review_changes.file, name="proposal-file"),
    path(f"{ONE}changes/<int:pk>/viewed/", proposal_steps.viewed, name="proposal-viewed"),
    path(f"{ONE}changes/<int:pk>/edit/", proposal_text.edit, name="proposal-text"),
    path(f"{ONE}changes/<int:pk>/drop/", proposal_text.drop, name="proposal-drop"),
    path(f"{ONE}checks/", review_facts.checks, name="proposal-checks"),
    path(f"{ONE}impact/", review_facts.impact, name="proposal-impact"),
    path(f"{ONE}comment/", review_comments.comment, name="proposal-comment"),
    path(f"{ONE}comments/<int:pk>/edit/", review_edits.edit, name="proposal-edit-comment"),
    path(f"{ONE}comments/<int:pk>/delete/", review_edits.delete, name="proposal-delete-comment"),
    path(f"{ONE}comments/<int:pk>/restore/", review_edits.restore, name="proposal-restore-comment"),
    path(f"{ONE}comments/<int:pk>/resolve/", review_edits.resolve, name="proposal-resolve"),
    path(f"{ONE}apply/", review_suggestions.apply, name="proposal-apply"),
    path(f"{ONE}review/", review_finish.finish, name="proposal-review"),
    path(f"{ONE}reviews/<int:pk>/set-aside/", proposal_steps.set_aside, name="proposal-set-aside"),
    path(f"{ONE}edit/", proposal_steps.edit, name="proposal-edit"),
    path(f"{ONE}update/", proposal_update.update, name="proposal-update"),
    path(f"{ONE}ask/", proposal_steps.ask, name="proposal-ask"),
    path(f"{ONE}draft/", proposal_steps.draft, name="proposal-draft"),
    path(f"{ONE}merge/", proposal_steps.merge, name="proposal-merge"),
    path(f"{ONE}close/", proposal_steps.close, name="proposal-close"),
    path(f"{ONE}reopen/", proposal_steps.reopen, name="proposal-reopen"),
    path(f"{ONE}follow/", following.follow_proposal, name="proposal-follow"),
    path(f"{ONE}unfollow/", following.unfollow_proposal, name="proposal-unfollow"),
    path(f"{ONE}links/", review_links.links, name="proposal-links"),
    path(f"{ONE}links/<int:pk>/revoke/", review_links.revoke, name="proposal-revoke-link"),
    path(f"{ONE}revert/", proposal_steps.revert, name="proposal-revert"),
]
