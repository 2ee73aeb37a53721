"""What the program itself says in answers, in the three languages of the interface."""

from __future__ import annotations

from enum import StrEnum

from corpus.nouns import Language


class Message(StrEnum):
    """Keys of the sentences below."""

    QUOTED = "quoted"
    CLAUSE = "clause"
    DOCUMENT = "document"
    CITED_ONLY = "cited_only"
    AMBIGUOUS = "ambiguous"
    NO_EVIDENCE = "no_evidence"
    UNKNOWN_NUMBER = "unknown_number"
    UNKNOWN_CLAUSE = "unknown_clause"
    EMPTY_INDEX = "empty_index"
    DATED = "dated"
    PAGE = "page"
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    NOT_YET = "not_yet"
    SINCE = "since"
    FACT = "fact"
    CONFLICT = "conflict"
    MEASURE = "measure"
    SPELLING = "spelling"
    DROPPED = "dropped"
    CHANGE_AMENDS = "change_amends"
    CHANGE_REPLACES = "change_replaces"
    CHANGE_REPEALS = "change_repeals"
    UNCHANGED = "unchanged"
    PART = "part"
    PART_UNANSWERED = "part_unanswered"
    UNHELD = "unheld"


_TEXTS: dict[Message, dict[Language, str]] = {
    Message.QUOTED: {
        Language.FRENCH: "D'après {source} : « {quote} » [{n}]",
        Language.VIETNAMESE: "Theo {source}: “{quote}” [{n}]",
        Language.ENGLISH: "According to {source}: “{quote}” [{n}]",
    },
    Message.CLAUSE: {
        Language.FRENCH: "{source} : « {quote} » [{n}]",
        Language.VIETNAMESE: "{source}: “{quote}” [{n}]",
        Language.ENGLISH: "{source}: “{quote}” [{n}]",
    },
    Message.DOCUMENT: {
        Language.FRENCH: "{source} : {title} [{n}]",
        Language.VIETNAMESE: "{source}: {title} [{n}]",
        Language.ENGLISH: "{source}: {title} [{n}]",
    },
    Message.CITED_ONLY: {
        Language.FRENCH: "Le document {number} n'est pas dans l'index ; voici où d'autres le citent.",
        Language.VIETNAMESE: "Văn bản {number} không có trong kho; dưới đây là nơi các văn bản khác nhắc đến.",
        Language.ENGLISH: "Document {number} is not in the index; here is where others cite it.",
    },
    Message.AMBIGUOUS: {
        Language.FRENCH: "Plusieurs documents portent ce numéro ; précisez lequel.",
        Language.VIETNAMESE: "Có nhiều văn bản mang số này; hãy nêu rõ văn bản nào.",
        Language.ENGLISH: "Several documents bear this number; say which one you mean.",
    },
    Message.NO_EVIDENCE: {
        Language.FRENCH: "Les documents ne contiennent pas la réponse à cette question. Voici les passages les plus proches.",
        Language.VIETNAMESE: "Các văn bản không có câu trả lời cho câu hỏi này. Dưới đây là những đoạn gần nhất.",
        Language.ENGLISH: "The documents do not hold the answer to this question. These are the nearest passages.",
    },
    Message.UNKNOWN_NUMBER: {
        Language.FRENCH: "Aucun document ne porte ni ne cite le numéro {number}.",
        Language.VIETNAMESE: "Không có văn bản nào mang hoặc nhắc đến số {number}.",
        Language.ENGLISH: "No document bears or cites the number {number}.",
    },
    Message.UNKNOWN_CLAUSE: {
        Language.FRENCH: "{source} n'a pas de clause « {clause} ».",
        Language.VIETNAMESE: "{source} không có “{clause}”.",
        Language.ENGLISH: "{source} has no clause “{clause}”.",
    },
    Message.EMPTY_INDEX: {
        Language.FRENCH: "L'index ne contient aucun document.",
        Language.VIETNAMESE: "Kho văn bản đang trống.",
        Language.ENGLISH: "The index holds no document.",
    },
    Message.DATED: {
        Language.FRENCH: "{source} du {date}",
        Language.VIETNAMESE: "{source} ngày {date}",
        Language.ENGLISH: "{source} of {date}",
    },
    Message.AMENDED: {
        Language.FRENCH: "Attention : {by} modifie {source}{since}.",
        Language.VIETNAMESE: "Lưu ý: {by} đã sửa đổi, bổ sung {source}{since}.",
        Language.ENGLISH: "Note: {by} has amended {source}{since}.",
    },
    Message.REPLACED: {
        Language.FRENCH: "Attention : {by} remplace {source}{since}.",
        Language.VIETNAMESE: "Lưu ý: {by} đã thay thế {source}{since}.",
        Language.ENGLISH: "Note: {by} has replaced {source}{since}.",
    },
    Message.REPEALED: {
        Language.FRENCH: "Attention : {by} abroge {source}{since}.",
        Language.VIETNAMESE: "Lưu ý: {by} đã bãi bỏ {source}{since}.",
        Language.ENGLISH: "Note: {by} has repealed {source}{since}.",
    },
    Message.NOT_YET: {
        Language.FRENCH: "Attention : {source} n'entre en vigueur que le {date}.",
        Language.VIETNAMESE: "Lưu ý: {source} chỉ có hiệu lực từ ngày {date}.",
        Language.ENGLISH: "Note: {source} only takes effect on {date}.",
    },
    Message.SINCE: {Language.FRENCH: ", à partir du {date}", Language.VIETNAMESE: ", từ ngày {date}", Language.ENGLISH: ", from {date}"},
    Message.FACT: {
        Language.FRENCH: "{label} : {value} [{n}]",
        Language.VIETNAMESE: "{label}: {value} [{n}]",
        Language.ENGLISH: "{label}: {value} [{n}]",
    },
    Message.MEASURE: {Language.FRENCH: "{label} [{n}]", Language.VIETNAMESE: "{label} [{n}]", Language.ENGLISH: "{label} [{n}]"},
    Message.CONFLICT: {
        Language.FRENCH: "Les sources ne s'accordent pas : {source} donne {value} [{n}]",
        Language.VIETNAMESE: "Các nguồn không thống nhất: {source} nêu {value} [{n}]",
        Language.ENGLISH: "The sources disagree: {source} gives {value} [{n}]",
    },
    Message.SPELLING: {
        Language.FRENCH: "« {typed} » a été lu comme « {meant} ».",
        Language.VIETNAMESE: "“{typed}” được hiểu là “{meant}”.",
        Language.ENGLISH: "“{typed}” was read as “{meant}”.",
    },
    Message.DROPPED: {
        Language.FRENCH: "Phrases du générateur écartées, faute d'être établies par les citations : {count}. Motif : {reasons}.",
        Language.VIETNAMESE: "Số câu của mô hình tạo văn bản bị loại vì trích dẫn không xác nhận: {count}. Lý do: {reasons}.",
        Language.ENGLISH: "Sentences of the generator left out, since the quotations do not state them: {count}. Reason: {reasons}.",
    },
    Message.CHANGE_AMENDS: {
        Language.FRENCH: "{by} modifie {source}{since} : « {quote} » [{n}]",
        Language.VIETNAMESE: "{by} sửa đổi, bổ sung {source}{since}: “{quote}” [{n}]",
        Language.ENGLISH: "{by} amends {source}{since}: “{quote}” [{n}]",
    },
    Message.CHANGE_REPLACES: {
        Language.FRENCH: "{by} remplace {source}{since} : « {quote} » [{n}]",
        Language.VIETNAMESE: "{by} thay thế {source}{since}: “{quote}” [{n}]",
        Language.ENGLISH: "{by} replaces {source}{since}: “{quote}” [{n}]",
    },
    Message.CHANGE_REPEALS: {
        Language.FRENCH: "{by} abroge {source}{since} : « {quote} » [{n}]",
        Language.VIETNAMESE: "{by} bãi bỏ {source}{since}: “{quote}” [{n}]",
        Language.ENGLISH: "{by} repeals {source}{since}: “{quote}” [{n}]",
    },
    Message.UNCHANGED: {
        Language.FRENCH: "Aucun document de l'index ne modifie, ne remplace ni n'abroge {source}.",
        Language.VIETNAMESE: "Không có văn bản nào trong kho sửa đổi, thay thế hay bãi bỏ {source}.",
        Language.ENGLISH: "No document in the index amends, replaces or repeals {source}.",
    },
    Message.PART: {
        Language.FRENCH: "Sur « {part} » :",
        Language.VIETNAMESE: "Về câu hỏi “{part}”:",
        Language.ENGLISH: "On “{part}”:",
    },
    Message.PART_UNANSWERED: {
        Language.FRENCH: "Sans réponse dans les documents : « {part} ».",
        Language.VIETNAMESE: "Các văn bản không trả lời: “{part}”.",
        Language.ENGLISH: "Not answered by the documents: “{part}”.",
    },
    Message.UNHELD: {
        Language.FRENCH: "Aucune citation ne mentionne : {words}.",
        Language.VIETNAMESE: "Không trích dẫn nào nhắc đến: {words}.",
        Language.ENGLISH: "No quotation mentions: {words}.",
    },
    Message.PAGE: {Language.FRENCH: "p. {page}", Language.VIETNAMESE: "tr. {page}", Language.ENGLISH: "p. {page}"},
}

_FAULTS: dict[str, dict[Language, str]] = {
    "no_citation": {Language.FRENCH: "sans citation", Language.VIETNAMESE: "không có trích dẫn", Language.ENGLISH: "no quotation named"},
    "unknown_citation": {
        Language.FRENCH: "citation inexistante",
        Language.VIETNAMESE: "trích dẫn không tồn tại",
        Language.ENGLISH: "quotation that does not exist",
    },
    "address": {Language.FRENCH: "adresse ou code", Language.VIETNAMESE: "chứa địa chỉ hoặc mã", Language.ENGLISH: "address or code"},
    "figure": {
        Language.FRENCH: "chiffre absent de la citation",
        Language.VIETNAMESE: "con số không có trong trích dẫn",
        Language.ENGLISH: "figure that is not in the quotation",
    },
    "date": {
        Language.FRENCH: "date absente de la citation",
        Language.VIETNAMESE: "ngày tháng không có trong trích dẫn",
        Language.ENGLISH: "date that is not in the quotation",
    },
    "document_number": {
        Language.FRENCH: "numéro d'acte absent de la citation",
        Language.VIETNAMESE: "số hiệu văn bản không có trong trích dẫn",
        Language.ENGLISH: "document number that is not in the quotation",
    },
    "name": {
        Language.FRENCH: "nom absent de la citation",
        Language.VIETNAMESE: "tên riêng không có trong trích dẫn",
        Language.ENGLISH: "name that is not in the quotation",
    },
    "negation": {
        Language.FRENCH: "négation qui contredit la citation",
        Language.VIETNAMESE: "ý phủ định trái với trích dẫn",
        Language.ENGLISH: "negation that contradicts the quotation",
    },
    "wording": {
        Language.FRENCH: "termes absents de la citation",
        Language.VIETNAMESE: "từ ngữ không có trong trích dẫn",
        Language.ENGLISH: "words that are not in the quotation",
    },
}
"""Why a sentence of a generator was left out, by ``service.verifying.Fault``."""


def say(message: Message, language: Language, **values: object) -> str:
    """The sentence in the language, with its places filled."""
    return _TEXTS[message][language].format(**values)


def name_of_fault(fault: str, language: Language) -> str:
    """Why a sentence of a generator was left out, as a reader is told."""
    return _FAULTS[fault][language]
