"""Passages and indexes built by hand."""

from pathlib import Path

from index import Index, Passage
from index.tokens import language_of

TEXTS = {
    "ko-9": "제9차 한중 해양협력대화에서 양측은 어업자원 공동조사를 실시하기로 하였다.",
    "ko-10": "제10차 한중 해양협력대화는 2026년 상반기 중국에서 열린다.",
    "en-9": "At the 9th dialogue on maritime affairs the two sides agreed to a joint survey of fishery resources.",
    "zh-9": "第九轮中韩海洋事务对话商定开展渔业资源联合调查。",
    "zh-env": "生态环境部与韩国环境部签署循环经济合作谅解备忘录。",
    "en-drone": "Drone pilots will be licensed by the weight of the aircraft from 1 March 2021.",
}


def passage(document: str, text: str, *, number: int = 0, start: int = 0) -> Passage:
    return Passage(
        id=f"{document}#{number}",
        document=document,
        start=start,
        end=start + len(text),
        text=text,
        lang=language_of(text),
    )


def fill(index: Index, texts: dict[str, str]) -> None:
    for document, text in texts.items():
        index.replace(document, [passage(document, text)], key=text)
    index.commit()


def built(folder: Path, texts: dict[str, str] | None = None) -> Index:
    index = Index.open(folder, model="fake", create=True)
    fill(index, TEXTS if texts is None else texts)
    return index


def documents(index: Index, question: str, **options: object) -> list[str]:
    return [hit.passage.document for hit in index.search(question, **options)]  # type: ignore[arg-type]
