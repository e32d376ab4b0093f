"""Words that carry a sentence but not its subject, by language, folded as `reading` folds.

A library of thirty entries is too small to learn from itself that "my" says nothing. These
words still count, only less: "how long" and "how much" differ by little else.
"""

_ENGLISH = """ a about after again all already also am an and any anybody anyone are as at be been
before being but by came can could did do does doing don done down each either even ever every for
from further get gets getting give go going got had has have having he hello help her here hey hi
his how i if im in into is isn it its itself ive just keep know let like ll lot make makes many
may me might more most much must my myself need never no nor not nothing now of off ok on once one
only or other our out over own please put re really s same say says see she should show so some
someone something still such sure t take tell than thank thanks that the their them then there
these they thing think this those through to too tried try trying twice under until up us use ve
very want wants was way we well were what when where whether which while who whom why will with
without won wont would yes yet you your
"""

_GREEK = """
α αλλα αλλη αλλο αν ακομα ακομη αλλιως απο αρα αυτα αυτες αυτη αυτο αυτοι αυτον αυτος αυτου αχ για
γιατι γεια γινεται δε δεν δικη δικο δικος δω εαν εγω εδω ειμαι ειμαστε ειναι εισαι ειστε εκει
εκεινη εκεινο ενα εναν ενας επειδη επι εσας εσεις εσυ ετσι εχει εχεις εχετε εχουμε εχουν εχω η ηδη
ημουν ηταν θα θελει θελω θελουμε ι ισως κ καθε και καλημερα καλησπερα καλα κανει κανεις κανετε
κανω καποια καποιο καποιος κατι λεω λεει λιγο λοιπον μα μας με μεσα μετα μεχρι μη μην μια μιας μου
μονο μπορει μπορεις μπορειτε μπορουμε μπορω να ναι ο οι ολα ολη ολο ομως οπου οπως οταν οτι ουτε
οχι παιρνω παλι παρα παρακαλω πια πιο ποια ποιες ποιο ποιοι ποιος ποσα ποσες ποση ποσο ποσοι ποτε
που πρεπει πριν προς πως πολυ σαν σας σε σου στα στη στην στις στο στον στους τα τελικα τετοιο τη
την της τι τις το τον τοσο τοτε του τους των χωρις ω ως ευχαριστω
"""

_ROMANIAN = """
a ai aia ala alt alta am ar are as asa asta asteptat ati atunci au avea avem aveti azi buna c ca
cam care cat cate cati ce cea cei cel cele ceva chiar ci cine cineva cu cum cumva d da daca dar de
deja din doar dumneavoastra dupa e ea ei el ele era este eu face fac faceti fara fi fie fiecare
foarte i ia iar ii il imi in inca inainte isi iti l la le li lor m ma mai mea mei mele mereu meu
mi mie mult multa multe multi multumesc n ne nici nimeni nimic niste noastra noastre noi nostru nu
o ori orice pana pe pentru peste poate pot prea prin pt putea puteti rog s sa sau se si sint sub
sunt suntem sunteti ta tau te ti toata toate tot toti tu un una unde unei unor unu unui va vad vi
voi vom vor vreau vrem vreo vreti
"""

_INDONESIAN = """
ada adalah agar akan aku anda apa apakah atau bagaimana bagi bahwa baru banyak begitu belum berapa
bila bisa bisakah boleh buat cara cuma dalam dan dapat dari deh dengan di dia dong dua gak hanya
harus hari ini itu iya jadi jangan jika juga kak kalau kalian kami kan kapan karena kasih ke
kenapa kepada kita kok lagi lah lalu lebih maaf maka mana masih mau maukah mengapa mereka min
minta mohon namun nih nya oleh pada padahal para perlu pernah pun punya saat saja sampai sangat
satu saya sebaiknya sebagai sebelum sedang sehingga sekali selalu selamat semua seperti sering
setelah siapa sih sini situ suatu sudah supaya tadi tak tanpa tapi telah tentang terima terlalu
tersebut tetap tetapi tidak tolong tuh udah untuk waktu walau ya yaitu yang yg
"""

_OTHERS = """
aber als am an auf aus bei bin bitte das dass dem den der des die doch du ein eine einen einer er
es für fur haben habe hat ich ihr im in ist ja kann kein keine man mein meine mich mir mit nach
nicht noch nur oder sich sie sind so und uns vom von vor war was wann warum wenn wer werden wie
wir wird wo zu zum zur ai au aux avec avez ce ces cet cette comment dans de elle en est et etes il
ils je la le les leur lui ma mais mes mon ne nos notre nous on ou par pas plus pour pourquoi quand
que quel quelle qui quoi sa se ses son sont sur ta tes toi tu un une vos votre vous y como con
cual cuando cuanto del donde el ella esta este hay hola las lo los me mi mis muy no para pero por
porque puede puedo quiero si su sus te tengo tiene una ya yo che chi ci come cosa da dal dei della
di dove e gli ha ho io nel non o per perche piu posso quale quando quanto questo sono vorrei
"""

_WORDS = frozenset(" ".join([_ENGLISH, _GREEK, _ROMANIAN, _INDONESIAN, _OTHERS]).split())


def is_common(word: str) -> bool:
    """Whether a word says little. In Japanese that is what is written in hiragana alone."""
    return word in _WORDS or "\u3040" <= min(word) <= max(word) <= "\u309f"
