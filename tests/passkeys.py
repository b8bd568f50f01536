"""A passkey as the site keeps it, made without a browser.  It is listed, renamed and removed; it signs nobody in."""

import json
import os

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from agents.models import User


def add_passkey(user: User, name: str, *, names_its_person: bool = True) -> Authenticator:
    """Keep a passkey for ``user`` that was made at localhost."""
    own_id, key = os.urandom(16), ec.generate_private_key(ec.SECP256R1())
    data = AttestedCredentialData.create(Aaguid.NONE, own_id, ES256.from_cryptography_key(key.public_key()))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    seen = AuthenticatorData.create(sha256(b"localhost"), flags, 0, data)
    told = {"type": "webauthn.create", "challenge": websafe_encode(os.urandom(32)), "origin": "http://localhost"}
    credential = {
        "id": websafe_encode(own_id),
        "rawId": websafe_encode(own_id),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(told).encode()),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
        },
        "clientExtensionResults": {"credProps": {"rk": names_its_person}},
    }
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": credential}
    )
