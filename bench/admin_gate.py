"""The site's gate, which lets the yardstick pass: the table of who may do what knows nothing of the admin."""

from agents.middleware import DeniedByDefault


class DeniedButAdmin(DeniedByDefault):
    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.path.startswith("/admin/"):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
