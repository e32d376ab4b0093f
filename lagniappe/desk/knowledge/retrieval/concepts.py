"""Different words for the same thing in any customer service: bill and invoice, δέμα and parcel.

One paragraph is one concept, going on where a line is indented: beginnings of words, folded as
`reading` folds, in English, Greek,
Romanian, Indonesian and Japanese, so that it also carries a little across languages. A stroke
at the end means the whole word. Nothing about any one company's goods belongs here.
"""

_CONCEPTS = """
order| orders| ordered purchas bought| buy| buying παραγγελ παρηγγειλ αγορασ comand cumpar
  pesan| pesanan memesan beli| membeli pembelian 注文 購入 買
parcel package shipment consignment δεμα πακετο colet pachet paket| paketnya kiriman 荷物 小包
deliver shipp courier carrier postage dispatch αποστολ παραδοσ μεταφορικ κουριερ στελνετ livr
  transport curier expedi kirim pengiriman ongkir ongkos kurir antar 配送 配達 送料 発送 届 運送
late| delay overdue waiting αργησ αργει καθυστερ περιμεν intarzi astept terlambat telat menunggu
  遅
track| tracking whereabouts παρακολουθ εντοπισ urmari resi| lacak melacak pelacakan 追跡
refund reimburs money| moneyback χρηματα λεφτα rambursa bani| banii uang| uangnya dana 返金 お金
  金
return| returns returned giveback επιστρ γυρισ retur inapoi kembali| mengembalikan dikembalikan
  pengembalian 返品 返 送り返
exchange swap replace αντικαταστ αλλαξ αλλαγ schimb inlocui tukar menukar ganti| mengganti
  penggantian 交換 取り替 取替
cancel ακυρ anul membatalkan batal 取消 キャンセル 取り消
invoice bill| bills billing receipt τιμολογ αποδειξ παραστατικ factur chitant bon| faktur
  tagihan kuitansi nota| struk 請求書 領収書 宛名
company| business firm| ltd| εταιρ επιχειρησ firma| firme| societate companie perusahaan pt|
  usaha 会社 法人 経理
vat| tax| taxes αφμ| φπα| cui| tva| npwp pajak 税 税番号
pay| paying payment paid| πληρω εξοφλ plat| plata plati platesc platit bayar pembayaran membayar
  dibayar 支払 払
card| cards credit debit καρτα καρτες cardul kartu カード
cash| μετρητα αντικαταβολ numerar ramburs tunai 現金 代金引換
instal monthly emi| δοσ μηνιαι rate| lunar cicil angsur 分割 毎月 月払
transfer| bank| wire| καταθεσ τραπεζ εμβασμα virament banc 振込 銀行
price cost| costs charge fee| fees expensive cheap τιμη τιμες κοστ χρεωσ ακριβ pret| pretul
  preturi costa tarif harga biaya mahal murah 値段 価格 料金 いくら
discount offer| offers promo coupon wholesale εκπτωσ προσφορ χονδρικ κουπον reducer ofert angro
  gros| diskon potongan grosir 割引 卸 業務用 クーポン
free| gratis complimentary δωρεαν gratuit cuma-cuma 無料
warrant guarante εγγυησ garanti garansi jaminan 保証
repair fix| fixed mend broke| broken broken| fault defect damag faulty επισκευ χαλασ βλαβη
  ελαττωμ ζημια φτιαξ repar stric rusak kerusakan perbaik memperbaiki cacat 修理 故障 壊
work| works working function λειτουργ δουλευ merge| berfungsi jalan| 動 動作
open| opening hours| schedule weekend sunday saturday monday ανοιχτ ωραρι ωρες κυριακη σαββατο
  orar program| deschis duminic sambat buka| tutup jam| minggu sabtu 営業 日曜 土曜 何時 定休
phone| telephone call| calling calls hotline τηλεφων καλεσ telefon sun| suna apel telepon
  menelepon hubungi 電話
talk| speak human person| agent| representative μιλησ ανθρωπ εκπροσωπ υπαλληλ vorbi operator om|
  persoana bicara orang| petugas 話 担当者 人間
address| move| moved moving διευθυνσ μετακομ adres mutat alamat pindah 住所 引越 引っ越
shop| store| showroom branch visit| καταστημ μαγαζ magazin toko| gerai cabang 店舗 店 お店
account login| log| password signin sign| λογαριασμ κωδικ συνδεσ cont| contul parola autentific
  akun masuk sandi アカウント ログイン パスワード
install setup set| assembl mount εγκαταστ στησ τοποθετ συναρμολογ instal montat monteze montaj
  pasang memasang pemasangan 設置 取付 取り付
train course| courses lesson class| classes learn teach workshop εκπαιδευ μαθημα σεμιναρ μαθ
  curs instrui invat pelatih kursus kelas| belajar dilatih melatih 研修 講座 習 教室
clean| cleaning cleaned wash καθαρι curat spal bersih membersihkan cuci 掃除 洗浄 清掃
light| lamp| lamps led| indicator λαμπ λαμπακ φωτακ ενδειξ bec| becul lampa lampu indikator
  ランプ 表示 点灯
leak leaks drip drips seep σταζ διαρρο χαν picur scurg curge bocor menetes 漏 垂
noise noisy loud| sound rattl θορυβ βουι zgomot bazai suara berisik bunyi 音 騒音 異音
stuck jam| jammed block clog μπλοκ κολλησ βουλω bloc infund intepen macet tersumbat nyangkut
  mentok 詰 挟
hot| heat heats heating warm ζεστ καυτ incalz cald fierbin panas memanas hangat 温 熱
cold| lukewarm κρυ rece| reci dingin 冷
milk| froth foam γαλα αφρο αφρογαλ lapte spuma susu busa berbusa foam| ミルク 泡 牛乳 フォーム
part| parts spare| component accessor ανταλλακτ εξαρτημ piesa piese accesor suku| cadang|
  onderdil 部品 パーツ
size| fit| fits dimension measure μεγεθ διαστασ χωρα marime dimensiun potriv ukuran muat cocok
  サイズ 寸法 合
wrong mistake mistaken incorrect error| λαθος gresi gresit salah keliru 間違
compar difference| different versus vs| better διαφορ συγκρι καλυτερ diferent deosebir beda
  bedanya perbedaan banding 違 比較
recommend suggest advise choose which| προτειν συστην διαλεξ recoman sfat aleg rekomendasi saran
  pilih cocok おすすめ お勧め 選
office workplace job| γραφει δουλεια birou serviciu kantor kerja オフィス 職場 事務所
number| code| αριθμ κωδικ numar cod| nomor kode 番号 コード
label| plate| tag| sticker ταμπελ ετικετ placut etichet pelat stiker プレート ラベル
"""


def concepts(words: list[str]) -> list[int]:
    """The numbers of the concepts these words belong to."""
    return [number for word in words if (number := _concept(word)) is not None]


def _concept(word: str) -> int | None:
    exact = _WHOLE.get(word)
    if exact is not None:
        return exact
    for length in range(min(len(word), _LONGEST), 0, -1):
        number = _BEGINNINGS.get(word[:length])
        if number is not None:
            return number
    return None


_WHOLE: dict[str, int] = {}
_BEGINNINGS: dict[str, int] = {}
for _number, _line in enumerate(_CONCEPTS.replace("\n  ", " ").strip().splitlines()):
    for _start in _line.split():
        if _start.endswith("|"):
            _WHOLE.setdefault(_start[:-1], _number)
        else:
            _BEGINNINGS.setdefault(_start, _number)
_LONGEST = max(map(len, _BEGINNINGS))
