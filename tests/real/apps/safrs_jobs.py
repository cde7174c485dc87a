"""A listing of jobs by SAFRS, on loopback: python safrs_jobs.py PORT, with FOLDER for its database and db.json in it."""

import json
import os
import sys
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from safrs import SafrsApi, SAFRSBase

FOLDER = Path(os.environ["FOLDER"])
db = SQLAlchemy()


class Job(SAFRSBase, db.Model):  # type: ignore[name-defined]
    """description: A job."""

    __tablename__ = "Jobs"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    status = db.Column(db.String)
    rank = db.Column(db.Integer, nullable=True)
    created = db.Column(db.String)


if __name__ == "__main__":
    app, port = Flask("jobs"), int(sys.argv[1])
    app.config.update(SQLALCHEMY_DATABASE_URI=f"sqlite:///{FOLDER}/jobs.sqlite", MAX_PAGE_LIMIT=250)
    db.init_app(app)
    with app.app_context():
        db.create_all()
        db.session.execute(Job.__table__.insert(), json.loads((FOLDER / "db.json").read_text(encoding="utf-8"))["jobs"])
        db.session.commit()
        SafrsApi(app, host="127.0.0.1", port=port, prefix="/api").expose_object(Job)
    app.run(host="127.0.0.1", port=port, threaded=True)
