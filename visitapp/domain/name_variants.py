"""Kanji that stand for one another in names: our own curated table, for search keys only.

Each group is a run of characters of which the first stands for all. Criterion: the same family or
given name is written with any of them in daily use (old and new form, register variants); never
merely the same reading. 斉斎齊齋 are together for search although 斉 and 斎 differ in origin.
Compatibility forms that Unicode normalisation already unites (U+FA19 and others) are not listed.
A stored name is never changed by this table.
"""

FAMILY_NAMES = """
高髙 崎﨑嵜碕埼 斉斎齊齋 辺邊邉 浜濱濵 沢澤 広廣 島嶋嶌㠀 吉𠮷 桑桒 柳栁桺 瀬瀨 国國 富冨 関關
浅淺 淵渕渊 黒黑 槙槇 桜櫻 滝瀧 竜龍 曽曾 薮藪籔 鶯鴬 館舘 橋槗𣘺 峰峯 会會 栄榮 土圡𡈽 内內
青靑 清淸 鴎鷗 桧檜 条條 塩鹽 奥奧 岳嶽 巌巖 戸戶 曹曺 渋澁澀 横橫 歩步 禰祢 秋穐龝 篭籠 糸絲
縄繩 芦蘆 蒋蔣 蔵藏 薗園 衛衞 観觀 豊豐 頼賴 郷鄉鄕 鉄鐵鉃 鎌鐮 間閒 隠隱 鶏鷄雞 鶴靏靍 麦麥
黄黃 亀龜 余餘 児兒 並竝 円圓 台臺 塁壘 宝寶寳 対對 属屬 峡峽 巻卷 帯帶 床牀 当當 旧舊 杯盃
松枩枀 柏栢 柿柹 梅楳 梨棃 楽樂 権權 沖冲 温溫 焼燒 皐皋 稲稻 竪豎 船舩 草艸 裏裡 雁鴈 野埜 岡崗
嶺岺 枡桝 涌湧 猪豬 畝畒 蓑簑 蛎蠣 麹麴 壷壺 鉤鈎 磯礒 梁樑 脇脋 釜釡 函凾 窪漥 総總 藁藳
"""

GIVEN_NAMES = """
徳德 恵惠 真眞 実實 寿壽 静靜 遥遙 尭堯 弥彌 礼禮 応應 壱壹 恒恆 悦悅 晋晉 暁曉 枢樞 様樣 歓歡
毎每 気氣 済濟 渓溪 満滿 湾灣 灯燈 点點 為爲 独獨 画畫 県縣 研硏 禅禪 称稱 穂穗 穏穩 粋粹 粛肅
経經 絵繪 継繼 続續 緑綠 縁緣 聡聰 舎舍 芸藝 荘莊 薫薰 薬藥 蛍螢 覚覺 訳譯 証證 読讀 転轉 軽輕
郎郞 酔醉 銭錢 鋭銳 鎮鎭 隣鄰 霊靈 顔顏 顕顯 駅驛 髪髮 黙默 歯齒 仏佛 仮假 伝傳 価價 両兩 乗乘
亜亞 亘亙 剣劍劔劒 励勵 労勞 勅敕 勧勸 区區 医醫 単單 厳嚴 参參 双雙 叙敍 号號 営營 囲圍 姫姬
嬢孃 寛寬 専專 将將 尽盡 帰歸 弐貳 弾彈 径徑 従從 恋戀 慎愼 懐懷 戦戰 択擇 挙擧 数數 断斷 昂昻
晩晚 浄淨 煕熙凞 献獻 珍珎 瑶瑤 誉譽 諫諌 譲讓 賛贊 釈釋 鋳鑄 鑑鑒 穎頴 駆驅駈 涼凉 凛凜 准準
勲勳 即卽 喜㐂 壮壯 爾尓 強强 彦彥 拡擴 教敎 既旣 氷冰 濤涛 灌潅 産產 畳疊 禄祿 穣穰 縦縱 聴聽
萌萠 録錄 万萬 予豫 学學 来來 声聲 団團 図圖 巣巢 体體 党黨 写寫 処處 効效 姉姊 虫蟲 虎乕 鳳鳯
桟棧 栖棲 昼晝 艶艷 俠侠 俱倶 呑吞 塡填 剝剥 頰頬 繫繋 叱𠮟 莱萊 祷禱 箪簞 繡繍 驒騨 麺麵 焔焰
屏屛 姸妍 噓嘘 醬醤 瘦痩 鯵鰺 搖揺
"""


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for group in (FAMILY_NAMES + GIVEN_NAMES).split():
        chosen = group[0]
        table.update({ord(other): chosen for other in group[1:]})
    return table


FOLD: dict[int, str] = _fold_table()
"""Character -> the one that stands for its group; for ``str.translate``."""
