"""Invented releases in the markup of each site (`html_sites.toml`), with what such pages have around them."""

import tomllib
from pathlib import Path

from corpus.model import Model

TITLES = {
    "ko": "제3차 한중 산림협력회의 개최 결과",
    "zh": "第三次中韩林业会议在首尔举行",
    "en": "Third ROK-China Forest Meeting Held in Seoul",
}
TEXTS = {
    "ko": (
        "산림부는 10월 8일 서울에서 제3차 한중 산림협력회의를 열었다.",
        "양측은 2027년까지 양묘장 두 곳을 함께 세우기로 하였다.",
    ),
    "zh": (
        "10月8日，林业部部长在首尔同韩国山林部长官共同主持第三次中韩林业会议。",
        "双方商定2027年前共建两处苗圃，并交换种质资源。",
    ),
    "en": (
        "On 8 October, the two ministers of forests met in Seoul for the third ROK-China Forest Meeting.",
        "They agreed to build two tree nurseries together by 2027 and to exchange seeds.",
    ),
}
_ROWS = {
    "ko": (("과제", "일정"), ("양묘장", "2027")),
    "zh": (("项目", "时间"), ("苗圃", "2027")),
    "en": (("Project", "Year"), ("Nurseries", "2027")),
}
_MENU = "<div id='gnb'><ul><li><a href='/1'>정책뉴스</a></li><li><a href='/3'>English</a></li></ul></div>"
_SHARE = {
    "ko": "<div class='sns'>페이스북 트위터 공유하기</div>",
    "zh": "<div class='bshare-custom'>分享到：微信 微博</div>",
    "en": "<div class='share'>Share this page</div>",
}
_AROUND = {
    "ko": """
<dl class='prenext'><dt>이전글</dt><dd><a href='/9'>다른 회의를 개최하였다고 밝혔다</a></dd>
<dt>다음글</dt><dd><a href='/8'>인사 발령</a></dd></dl>
<div class='satisfaction'><p>이 페이지에서 제공하는 정보에 만족하십니까?</p><label>매우만족</label></div>
<footer><p>세종특별자치시 도움로 1</p></footer>""",
    "zh": """
<div class='xg-list related'><div>相关稿件</div><ul><li><a href='/7'>第二次中韩林业会议在北京举行</a></li></ul></div>
<p>上一篇：<a href='/6'>某会议召开</a></p><div id='qr_container'>扫一扫在手机打开当前页</div>
<div class='footer'><p>版权所有：林业部</p></div>""",
    "en": """
<div class='related'><h2>Related news</h2><a href='/5'>Second meeting held</a></div>
<footer><p>Copyright 2024 Ministry of Forests. All rights reserved.</p></footer>""",
}


class Sample(Model):
    """A site: the address of a page, its language and markup, and what is to be found."""

    id: str
    url: str
    lang: str
    head: str = ""
    markup: str
    file: str
    link: str
    issuer: str | None = None

    def page(self, text: str, *, names: tuple[str, ...] = (), charset: str = "utf-8") -> bytes:
        """The page with this text, and files of these names."""
        files = "".join(self.file.format(name=name) for name in names)
        body = self.markup.format(title=TITLES[self.lang], text=text, files=files, share=_SHARE[self.lang])
        head = f"<meta charset='{charset}'>{self.head.format(title=TITLES[self.lang])}"
        whole = f"<!DOCTYPE html><html><head>{head}</head><body>{_MENU}{body}{_AROUND[self.lang]}</body></html>"
        return whole.encode(charset)

    def text(self) -> str:
        """Its text as paragraphs."""
        return "".join(f"<p>{sentence}</p>" for sentence in TEXTS[self.lang])

    def table(self) -> str:
        """A table of two rows and two columns."""
        heads, cells = _ROWS[self.lang]
        rows = ("".join(f"<th>{each}</th>" for each in heads), "".join(f"<td>{each}</td>" for each in cells))
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


class Samples(Model):
    """The file `html_sites.toml`."""

    sample: tuple[Sample, ...]


_FILE = Path(__file__).with_suffix(".toml")
SAMPLES = Samples.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8"))).sample
