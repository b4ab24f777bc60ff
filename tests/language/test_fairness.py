"""Who is named makes no difference: names of many origins, handles and initials; and things that look like people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.language.model import ActorKind, Passage

Read = Callable[..., Passage]

NAMES = {
    "Arabic": ["Fatima Haddad", "Youssef", "Khalid al-Masri", "Noor"],
    "Brazilian": ["João Pereira", "Thaís", "Caetano", "Iracema Duarte"],
    "British": ["Gareth Pugh", "Imogen", "Nigel", "Siobhán O'Rourke"],
    "Chinese": ["Wei Zhang", "Xiuying", "Jian Hu", "Meiling"],
    "Czech and Polish": ["Zdeněk", "Małgorzata Wójcik", "Krzysztof", "Bohumil"],
    "Ethiopian": ["Tadesse", "Selamawit", "Abebe Worku", "Hirut"],
    "Finnish": ["Päivi Korhonen", "Tuomas", "Aino", "Veikko"],
    "Greek": ["Dimitra", "Stavros Nikolaou", "Eleni", "Kostas"],
    "Hawaiian and Māori": ["Keanu", "Ngaire", "Hemi Tūhoe", "Leilani"],
    "Indian": ["Ananya Iyer", "Karthik", "Lakshmi", "Harpreet Gill"],
    "Igbo and Yoruba": ["Chukwuemeka", "Oluwaseun Adeyemi", "Ngozi", "Babatunde"],
    "Japanese": ["Haruka", "Kenji Watanabe", "Satoshi", "Yuki"],
    "Korean": ["Ji-woo", "Minjun Park", "Seo-yeon", "Hyun-woo"],
    "Turkish": ["Ayşe", "Mehmet Yıldız", "Elif", "Cem"],
    "Vietnamese": ["Thảo Nguyễn", "Minh", "Quang", "Linh Trần"],
}
HANDLES = ["@bodhi", "@x_ray42", "kowalska@", "@a.silva", "k.mori"]

THINGS = (
    "Jenkins Hudson Travis Kafka Cassandra Grafana Prometheus Consul Vault Nomad Terraform Ansible Puppet Chef Salt "
    "Argo Helm Istio Envoy Linkerd Spinnaker Tekton Harbor Kibana Logstash Elasticsearch Solr Lucene Redis Postgres "
    "MySQL Oracle Percona Mongo Couchbase Neo4j Kubernetes Docker Podman Rancher Nagios Zabbix Icinga Sentry "
    "Datadog Splunk PagerDuty Opsgenie Slack Jira Confluence Gerrit GitLab Bitbucket Bazel Gradle Maven Celery "
    "Sidekiq RabbitMQ Pulsar Flink Spark Hadoop Hive Airflow Luigi Dagster Django Rails Flask Nginx Apache Traefik "
    "Caddy Varnish Memcached Cortana Alexa Siri Watson Selenium Cypress Thanos Loki Tempo Mimir Ceph Gluster Minio"
).split()

SENTENCES = [
    "{} deleted the production index at noon.",
    "The index was deleted by {} at noon.",
    "At noon {} deleted the production index and left.",
    "It was {} who deleted the production index.",
    "Somebody had warned us before {} deleted the production index.",
]


def kinds(passage: Passage) -> set[ActorKind]:
    return {clause.actor.kind for clause in passage.clauses if "delete" in clause.variants and clause.actor is not None}


@pytest.mark.parametrize("culture", NAMES)
def test_names_of_every_origin_are_people(read: Read, culture: str) -> None:
    """The same sentence has the same actor, whoever is named in it."""
    for name in NAMES[culture]:
        for sentence in SENTENCES:
            text = sentence.format(name)
            assert kinds(read(text)) == {ActorKind.NAMED}, text


@pytest.mark.parametrize("handle", HANDLES)
def test_handles_are_people(read: Read, handle: str) -> None:
    """A handle stands for a person in every slot."""
    for sentence in SENTENCES:
        text = sentence.format(handle)
        assert kinds(read(text)) == {ActorKind.NAMED}, text


def test_a_listed_name_is_found_in_lower_case(read: Read) -> None:
    """The draft's own people are people however they are written."""
    passage = read("the index was deleted by amahle at noon.", people=frozenset({"amahle"}))
    assert kinds(passage) == {ActorKind.NAMED}


def test_parses_do_not_depend_on_the_name(read: Read) -> None:
    """Every name gives the same clauses: only the words differ."""
    shapes = set()
    for names in NAMES.values():
        for name in names:
            passage = read(f"After lunch {name} pushed the wrong image, and the tram stopped.")
            shapes.add(tuple((clause.predicate, clause.tense, clause.slot) for clause in passage.clauses))
    assert len(shapes) == 1


@pytest.mark.parametrize("thing", THINGS)
def test_products_that_look_like_people_are_things(read: Read, thing: str) -> None:
    """A product in the agent slot is no person."""
    for sentence in SENTENCES:
        text = sentence.format(thing)
        assert ActorKind.NAMED not in kinds(read(text)), text
