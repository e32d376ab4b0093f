"""Who somebody is says nothing about how they feel: words for groups of people, and the colours
that are also such words, are not shown to the model, which learnt from a world that is not fair.
"""

import re

_GROUPS = re.compile(
    r"\b(?:"
    # English
    r"blacks?|whites?|brown|gays?|lesbians?|bisexuals?|transgender|trans|wom[ae]n|girls?|females?"
    r"|jews?|jewish|muslims?|islamic|christians?|hindus?|arabs?|asians?|africans?|indians?|mexicans?"
    r"|chinese|turks?|turkish|roma|gyps(?:y|ies)|disabled|deaf|blind"
    # Greek
    r"|μαύρ\w+|άσπρ\w+|λευκ\w+|γυναίκ\w+|γκέι|εβραί\w+|μουσουλμάν\w+|χριστιαν\w+|τσιγγάν\w+|αλβαν\w+"
    # Romanian
    r"|negr\w+|neagră|alb[ăie]?|femei\w*|gay|evre\w+|musulman\w*|creștin\w*|[țt]igan\w*|romi?"
    # Indonesian
    r"|hitam|putih|wanita|perempuan|cina|tionghoa|yahudi|kristen|islam"
    r")\b",
    re.IGNORECASE,
)


def unnamed(text: str) -> str:
    """The text with those words blanked; places stay."""
    return _GROUPS.sub(lambda word: " " * len(word[0]), text)
