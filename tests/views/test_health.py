"""What a watcher asks."""


def test_the_process_answers_without_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_a_migrated_site_is_ready(client, db):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"] == {"database": True, "migrations": True, "disk": True}


def test_a_full_disk_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr("agents.views.health.LEAST_FREE_BYTES", 2**70)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["disk"] is False
