"""How mail goes out: through an SMTP server, or into `var/mail/` where there is none."""

from . import environment
from .address import SITE_HOST
from .paths import VAR

DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    environment.text("MAIL_FROM", description="The sender of every mail; `noreply@` the site’s host without it.")
    or f"Broadsheet <noreply@{SITE_HOST}>"
)
EMAIL_HOST = environment.text(
    "MAIL_HOST", description="The SMTP server. Without one, mails are written to `var/mail/`."
)
EMAIL_PORT = environment.integer("MAIL_PORT", 587, least=1, most=65535, description="The SMTP server’s port.")
EMAIL_HOST_USER = environment.text("MAIL_USER", description="The login at the SMTP server.")
EMAIL_HOST_PASSWORD = environment.secret("MAIL_PASSWORD", description="The password at the SMTP server.")
MAIL_SECURITY = environment.choice(
    "MAIL_SECURITY",
    "starttls",
    ["starttls", "tls", "none"],
    description="How the connection to the SMTP server is encrypted.",
)
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SECURITY == "starttls", MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
ADMINS = [
    (address, address)
    for address in environment.mail_addresses(
        "ADMIN_MAIL", description="Who is told of errors: mail addresses with commas between them."
    )
]
