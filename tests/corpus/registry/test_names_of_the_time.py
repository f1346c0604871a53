"""A ministry's name leads to the body that bore it on the day of the release."""

import pytest

from corpus.registry import agencies

# name, language, country, day | the English name of the body that then bore it, or none | who does its work today
NAMES_OF_THE_TIME = """
환경청 ko KR 1985-06 | Environment Administration | kr.me
환경처 ko KR 1992-06-05 | Ministry of Environment | kr.me
환경처 ko KR 2004-03 | - | -
환경부 ko KR 1992-06 | - | -
환경부 ko KR 2004-09-15 | Ministry of Environment | kr.me
환경부 ko KR 2025-09-30 | Ministry of Environment | kr.me
환경부 ko KR 2025-12-01 | - | -
기후에너지환경부 ko KR 2025-10-15 | Ministry of Climate, Energy and Environment | kr.me
기후에너지환경부 ko KR 2024-10 | - | -
기후부 ko KR 2025-11 | Ministry of Climate, Energy and Environment | kr.me
环境部 zh KR 2019-11 | Ministry of Environment | kr.me
气候能源环境部 zh KR 2025-12 | Ministry of Climate, Energy and Environment | kr.me
외무부 ko KR 1996-05 | Ministry of Foreign Affairs | kr.mofa
외교통상부 ko KR 2005-03-17 | Ministry of Foreign Affairs and Trade | kr.mofa
외교통상부 ko KR 2014-01 | - | -
외교부 ko KR 2005-03 | - | -
외교부 ko KR 2018-05 | Ministry of Foreign Affairs | kr.mofa
외교부 ko CN 2005-03 | Ministry of Foreign Affairs | cn.mfa
外交部 zh CN 2005-03 | Ministry of Foreign Affairs | cn.mfa
外交部 zh KR 2018-05 | Ministry of Foreign Affairs | kr.mofa
外交部 zh KR 2009-05 | - | -
재정경제원 ko KR 1996-03 | Board of Finance and Economy | kr.mofe
재정경제부 ko KR 2005-06 | Ministry of Finance and Economy | kr.mofe
재정경제부 ko KR 2015-06 | - | -
재정경제부 ko KR 2026-03-02 | Ministry of Finance and Economy | kr.mofe
기획재정부 ko KR 2009-06 | Ministry of Strategy and Finance | kr.mofe
기획재정부 ko KR 2023-06 | Ministry of Economy and Finance | kr.mofe
기획재정부 ko KR 2026-06 | - | -
기획예산처 ko KR 2004-06 | Ministry of Planning and Budget | kr.mpb
기획예산처 ko KR 2015-06 | - | -
기획예산처 ko KR 2026-06 | Ministry of Planning and Budget | kr.mpb
교육인적자원부 ko KR 2006-04 | Ministry of Education and Human Resources Development | kr.moe
교육과학기술부 ko KR 2010-04 | Ministry of Education, Science and Technology | kr.moe
교육부 ko KR 2010-04 | - | -
교육부 ko KR 2018-04 | Ministry of Education | kr.moe
과학기술부 ko KR 2005-10 | Ministry of Science and Technology | kr.moe
미래창조과학부 ko KR 2015-10 | Ministry of Science, ICT and Future Planning | kr.msit
과학기술정보통신부 ko KR 2019-10 | Ministry of Science and ICT | kr.msit
정보통신부 ko KR 2006-01 | Ministry of Information and Communication | kr.motie
산업자원부 ko KR 2006-01 | Ministry of Commerce, Industry and Energy | kr.motie
지식경제부 ko KR 2011-05 | Ministry of Knowledge Economy | kr.motie
지식경제부 ko KR 2014-05 | - | -
산업통상자원부 ko KR 2014-05 | Ministry of Trade, Industry and Energy | kr.motie
산업통상부 ko KR 2025-11 | Ministry of Trade, Industry and Resources | kr.motie
행정자치부 ko KR 2005-02 | Ministry of Government Administration and Home Affairs | kr.mois
행정안전부 ko KR 2010-02 | Ministry of Public Administration and Security | kr.mois
안전행정부 ko KR 2013-12 | Ministry of Security and Public Administration | kr.mois
행정자치부 ko KR 2016-02 | Ministry of the Interior | kr.mois
행정안전부 ko KR 2020-02 | Ministry of the Interior and Safety | kr.mois
국민안전처 ko KR 2015-09 | Ministry of Public Safety and Security | kr.mois
식품의약품안전청 ko KR 2007-07 | Korea Food and Drug Administration | kr.mfds
식품의약품안전처 ko KR 2017-07 | Ministry of Food and Drug Safety | kr.mfds
식품의약품안전처 ko KR 2007-07 | - | -
농림부 ko KR 2004-11 | Ministry of Agriculture and Forestry | kr.mafra
농림수산식품부 ko KR 2010-11 | Ministry for Food, Agriculture, Forestry and Fisheries | kr.mafra
농림축산식품부 ko KR 2020-11 | Ministry of Agriculture, Food and Rural Affairs | kr.mafra
해양수산부 ko KR 2007-05 | Ministry of Maritime Affairs and Fisheries | kr.mof
해양수산부 ko KR 2010-05 | - | -
해양수산부 ko KR 2020-05 | Ministry of Oceans and Fisheries | kr.mof
건설교통부 ko KR 2006-05 | Ministry of Construction and Transportation | kr.molit
국토해양부 ko KR 2010-05 | Ministry of Land, Transport and Maritime Affairs | kr.molit
국토교통부 ko KR 2020-05 | Ministry of Land, Infrastructure and Transport | kr.molit
문화관광부 ko KR 2005-05 | Ministry of Culture and Tourism | kr.mcst
문화체육관광부 ko KR 2012-05 | Ministry of Culture, Sports and Tourism | kr.mcst
보건복지가족부 ko KR 2009-05 | Ministry for Health, Welfare and Family Affairs | kr.mohw
보건복지부 ko KR 2009-05 | - | -
노동부 ko KR 2006-05 | Ministry of Labor | kr.moel
고용노동부 ko KR 2015-05 | Ministry of Employment and Labor | kr.moel
여성부 ko KR 2003-05 | Ministry of Gender Equality | kr.mogef
여성가족부 ko KR 2009-05 | - | -
여성가족부 ko KR 2015-05 | Ministry of Gender Equality and Family | kr.mogef
성평등가족부 ko KR 2025-11 | Ministry of Gender Equality and Family | kr.mogef
중소기업청 ko KR 2012-05 | Small and Medium Business Administration | kr.mss
통계청 ko KR 2012-05 | Statistics Korea | kr.kostat
국가데이터처 ko KR 2025-12 | Ministry of Data and Statistics | kr.kostat
특허청 ko KR 2018-05 | Korean Intellectual Property Office | kr.kipo
지식재산처 ko KR 2025-12 | Ministry of Intellectual Property | kr.kipo
문화재청 ko KR 2018-05 | Cultural Heritage Administration | kr.khs
국가유산청 ko KR 2024-09 | Korea Heritage Service | kr.khs
질병관리본부 ko KR 2015-06 | Korea Centers for Disease Control and Prevention | kr.kdca
방송통신위원회 ko KR 2015-06 | Korea Communications Commission | kr.kmcc
국가보훈처 ko KR 2015-06 | Ministry of Patriots and Veterans Affairs | kr.mpva
해양경찰청 ko KR 2016-06 | - | -
국가환경보호국 ko CN 1995-06 | National Environmental Protection Agency | cn.mee
国家环境保护总局 zh CN 2006-12 | State Environmental Protection Administration | cn.mee
环保总局 zh CN 2006-12 | State Environmental Protection Administration | cn.mee
国家环境保护总局 zh CN 2010-12 | - | -
环境保护部 zh CN 2014-04 | Ministry of Environmental Protection | cn.mee
环境保护部 zh CN 2020-04 | - | -
生态环境部 zh CN 2020-04 | Ministry of Ecology and Environment | cn.mee
생태환경부 ko CN 2014-04 | - | -
农业部 zh CN 2012-03 | Ministry of Agriculture | cn.mara
农业农村部 zh CN 2021-03 | Ministry of Agriculture and Rural Affairs | cn.mara
农业部 zh CN 2021-03 | - | -
文化部 zh CN 2012-03 | Ministry of Culture | cn.mct
文化和旅游部 zh CN 2021-03 | Ministry of Culture and Tourism | cn.mct
国家旅游局 zh CN 2012-03 | China National Tourism Administration | cn.mct
卫生部 zh CN 2009-03 | Ministry of Health | cn.nhc
国家卫生和计划生育委员会 zh CN 2015-03 | National Health and Family Planning Commission | cn.nhc
国家卫生健康委员会 zh CN 2021-03 | National Health Commission | cn.nhc
国土资源部 zh CN 2012-03 | Ministry of Land and Resources | cn.mnr
国家海洋局 zh CN 2012-03 | State Oceanic Administration | cn.mnr
信息产业部 zh CN 2005-03 | Ministry of Information Industry | cn.miit
交通部 zh CN 2005-03 | Ministry of Communications | cn.mot
交通运输部 zh CN 2012-03 | Ministry of Transport | cn.mot
铁道部 zh CN 2010-03 | Ministry of Railways | cn.nra
建设部 zh CN 2005-03 | Ministry of Construction | cn.mohurd
人事部 zh CN 2005-03 | Ministry of Personnel | cn.mohrss
国家林业局 zh CN 2012-03 | State Forestry Administration | cn.nfga
国家安全生产监督管理总局 zh CN 2012-03 | State Administration of Work Safety | cn.mem
银监会 zh CN 2012-03 | China Banking Regulatory Commission | cn.nfra
国家知识产权局 zh CN 2012-03 | State Intellectual Property Office | cn.cnipa
对外贸易经济合作部 zh CN 2001-03 | Ministry of Foreign Trade and Economic Cooperation | cn.mofcom
环境厅 zh JP 1999-06 | Environment Agency | jp.moe
환경청 ko JP 1999-06 | Environment Agency | jp.moe
환경성 ko JP 2004-06 | Ministry of the Environment | jp.moe
환경성 ko JP 1999-06 | - | -
防卫厅 zh JP 2005-06 | Defense Agency | jp.mod
防卫省 zh JP 2015-06 | Ministry of Defense | jp.mod
통상산업성 ko JP 1999-06 | Ministry of International Trade and Industry | jp.meti
경제산업성 ko JP 2009-06 | Ministry of Economy, Trade and Industry | jp.meti
문부성 ko JP 1999-06 | Ministry of Education, Science, Sports and Culture | jp.mext
운수성 ko JP 1999-06 | Ministry of Transport | jp.mlit
"""

CASES = [tuple(cell.strip() for cell in line.split("|")) for line in NAMES_OF_THE_TIME.strip().splitlines()]


@pytest.mark.parametrize(("asked", "called", "today"), CASES, ids=[asked for asked, _, _ in CASES])
def test_a_name_leads_to_its_bearer_of_the_day(asked: str, called: str, today: str) -> None:
    name, lang, country, day = asked.split()
    bearer = agencies().bearer(name, lang, country, day)
    if called == "-":
        assert bearer is None
    else:
        assert bearer is not None
        assert agencies().canonical(bearer, day) == called
        assert agencies().today(bearer) == today


def test_every_successor_leads_to_a_body_of_today() -> None:
    registry = agencies()
    lost = [one for one in registry.ids if registry.entry(one).successor and registry.today(one) is None]
    assert lost == []


def test_nobody_bears_a_name_that_is_none() -> None:
    assert agencies().bearer("없는부", "ko", "KR", "2020") is None
    assert agencies().bearer("환경부", "ko", "JP", "2020") is None
