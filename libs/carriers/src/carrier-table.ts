/**
 * Carriers of mainland China, one per line; a cell without a source is empty. Where two rows share a provider's code,
 * the first one is what that code means.
 *
 * `code` is ours: KDNiao's where a carrier has one to itself, else Kuaidi100's in capitals. `also`: former codes and
 * second ones. `phone`: some provider asks for the last four digits of a phone before it tells anything.
 *
 * Sources: `KDN` the newest list of KDNiao codes in public SDKs (652 names), `KDN-older` only in the list before it (418),
 * `KDN-sdk` in one SDK only; `K100` the list of Kuaidi100 codes in public SDKs (1,407 names); `TAO` mirrors of
 * taobao.logistics.companies.get; `DY` comments in Douyin's own documents. KDNiao's and Kuaidi100's were matched by name.
 */
export const carrierTable = `
code | zh | en | kdniao | kuaidi100 | taobao | douyin | also | phone | source
SF | 顺丰速运 | SF Express | SF | shunfeng | SF | shunfeng | kuaidi100:shunfengkuaidi kuaidi100:shunfengsuyun | tail | KDN K100 TAO DY
SFKY | 顺丰快运 | SF Freight |  | shunfengkuaiyun |  |  |  | tail | K100
ZTO | 中通快递 | ZTO Express | ZTO | zhongtong | ZTO | zhongtong |  | tail | KDN K100 TAO DY
ZTOKY | 中通快运 | ZTO Freight | ZTOKY | zhongtongkuaiyun |  |  |  |  | KDN K100
YTO | 圆通速递 | YTO Express | YTO | yuantong | YTO | yuantong |  |  | KDN K100 TAO DY
YTOGJ | 圆通国际 | YTO Intl | YTOGJ | yuantongguoji |  |  |  |  | KDN K100
CND | 承诺达 | CND (YTO premium) | CND | ytchengnuoda |  |  |  |  | KDN K100
STO | 申通快递 | STO Express | STO | shentong | STO | shentong |  |  | KDN K100 TAO DY
YD | 韵达速递 | Yunda | YD | yunda | YUNDA | yunda |  |  | KDN K100 TAO DY
YDKY | 韵达快运 | Yunda Freight | YDKY | yundakuaiyun |  |  |  |  | KDN K100
JTSD | 极兔速递 | J&T Express | JTSD | jtexpress |  | jtexpress |  |  | KDN K100 DY
HTKY | 百世快递 | Best Express | HTKY | huitongkuaidi | HTKY |  |  |  | KDN K100 TAO
BTWL | 百世快运 | Best Freight | BTWL | baishiwuliu | BESTQJT |  |  |  | KDN K100 TAO
EMS | EMS | EMS | EMS | ems | EMS |  |  |  | KDN K100 TAO
EMSGJ | EMS国际 | EMS International | EMS | emsguoji |  |  | kdniao:EMSGJ |  | KDN K100
YZPY | 邮政快递包裹 | China Post Express Parcel | YZPY | youzhengguonei | POSTB |  |  |  | KDN K100 TAO
YZBK | 邮政国内标快 | China Post Standard | YZBK | youzhengbk |  |  |  |  | KDN K100
YZDSBK | 邮政电商标快 | China Post E-com |  | youzhengdsbk |  |  |  |  | K100
YZGN | 包裹/平邮/挂号信 | China Post Ordinary | YZGN |  | POST |  |  |  | KDN TAO
JD | 京东快递 | JD Express / JDL | JD | jd |  | jd |  | tail | KDN K100 DY
JDKY | 京东快运 | JD Freight | JDKY | jingdongkuaiyun |  |  |  |  | KDN K100
ZYE | 众邮快递 | Zhongyou (JD) | ZYE | zhongyouex |  |  |  |  | KDN K100
DBL | 德邦快递 | Deppon Express | DBL | debangkuaidi | DBKD |  |  |  | KDN K100 TAO
DBLKY | 德邦快运/德邦物流 | Deppon Freight | DBLKY | debangwuliu | DBL |  |  |  | KDN K100 TAO
UC | 优速快递 | UC Express | UC | youshuwuliu | UC |  |  |  | KDN K100 TAO
ZJS | 宅急送 | ZJS | ZJS | zhaijisong | ZJS |  |  |  | KDN K100 TAO
DNWL | 丹鸟物流 | Danniao (Cainiao) | DNWL | danniao |  |  |  |  | KDN K100
FWX | 丰网速运 | Fengwang | FWX | fengwang |  |  |  |  | KDN K100
SURE | 速尔快递 | Suer | SURE | suer | SURE |  |  |  | KDN K100 TAO
ANE | 安能快递 | ANE Express | ANE | ane66 |  |  |  |  | KDN K100
ANEKY | 安能快运/物流 | ANE Freight | ANEKY | annengwuliu |  |  |  |  | KDN K100
YMDD | 壹米滴答 | Yimidida | YMDD | yimidida |  |  |  |  | KDN K100
KYSY | 跨越速运 | KYE | KYSY | kuayue |  |  |  | tail | KDN K100
SX | 顺心捷达 | Shunxin (SF) | SX | sxjdfreight |  |  |  |  | KDN K100
HHTT | 天天快递 | TTK | HHTT | tiantian | TTKDEX |  |  |  | KDN-older K100 TAO
GTO | 国通快递 | GTO | GTO |  | GTO |  |  |  | KDN-older TAO
QFKD | 全峰快递 | Quanfeng | QFKD | quanfengkuaidi | QFKD |  |  |  | KDN-sdk K100 TAO
FAST | 快捷快递 | Fast Express | FAST | kuaijiesudi | FAST |  |  |  | KDN-sdk K100 TAO
RRS | 日日顺物流 | RRS (Haier) | RRS | rrs |  |  |  |  | KDN K100
SNWL | 苏宁物流 | Suning Logistics | SNWL | suning |  |  |  |  | KDN K100
HOAU | 天地华宇 |  | HOAU | tiandihuayu |  |  |  |  | KDN K100
ZTKY | 中铁快运 |  | ZTKY | ztky |  |  |  |  | KDN K100
CNEX | 佳吉快运 |  | CNEX | jiajiwuliu |  |  |  |  | KDN K100
JYWL | 佳怡物流 |  | JYWL | jiayiwuliu |  |  |  |  | KDN K100
SHWL | 盛辉物流 |  | SHWL | shenghuiwuliu |  |  |  |  | KDN K100
SFWL | 盛丰物流 |  | SFWL | sfwl |  |  |  |  | KDN K100
XFEX | 信丰物流 |  | XFEX | xinfengwuliu |  |  |  |  | KDN K100
YCWL | 远成物流 |  | YCWL | yuanchengwuliu |  |  |  |  | KDN K100
YCSY | 远成快运 |  | YCSY | ycgky |  |  |  |  | KDN K100
JYM | 加运美 |  | JYM | jiayunmeiwuliu |  |  |  |  | KDN K100
JGSD | 京广速递 |  | JGSD | jinguangsudikuaijian |  |  |  |  | KDN K100
ANNTO | 安得物流 |  | ANNTO | annto |  |  |  |  | KDN K100
PJ | 品骏快递 |  | PJ | pjbest |  |  |  |  | KDN K100
JIUYE | 九曳供应链 |  | JIUYE | jiuyescm |  |  |  |  | KDN K100
NEDA | 能达速递 |  | NEDA | ganzhongnengda |  |  |  |  | KDN K100
UAPEX | 全一快递 |  | UAPEX | quanyikuaidi |  |  |  |  | KDN K100
MHKD | 民航快递 |  | MHKD | minghangkuaidi |  |  |  |  | KDN K100
DTWL | 大田物流 |  | DTWL | datianwuliu |  |  |  |  | KDN K100
FKD | 飞康达 |  | FKD | feikangda |  |  |  |  | KDN K100
FBKD | 飞豹快递 |  | FBKD | feibaokuaidi |  |  |  |  | KDN K100
GTKY | 高铁快运 |  | GTKY | gaotieex |  |  |  |  | KDN K100
GTSD | 高铁速递 |  | GTSD | hre |  |  |  |  | KDN K100
HSSY | 汇森速运 |  | HSSY | huisenky |  |  |  |  | KDN K100
HLWL | 恒路物流 |  | HLWL | hengluwuliu |  |  |  |  | KDN K100
RQ | 荣庆物流 |  | RQ | rokin |  |  |  |  | KDN K100
SQWL | 商桥物流 |  | SQWL | shangqiao56 |  |  |  |  | KDN K100
YXWL | 宇鑫物流 |  | YXWL | yuxinwuliu |  |  |  |  | KDN K100
XJ | 新杰物流 |  | XJ | sunjex |  |  |  |  | KDN K100
TJS | 特急送 |  | TJS | lntjs |  |  |  |  | KDN K100
JXD | 急先达 |  | JXD | jixianda |  |  |  |  | KDN K100
JYKD | 晋越快递 |  | JYKD | jinyuekuaidi |  |  |  |  | KDN K100
GSD | 共速达 |  | GSD | gongsuda |  |  |  |  | KDN K100
STWL | 速腾快递 |  | STWL | suteng |  |  |  |  | KDN K100
CJKD | 城际快递 |  | CJKD | chengji |  |  |  |  | KDN K100
WJWL | 万家物流 |  | WJWL | wanjiawuliu |  |  |  |  | KDN K100
AXD | 安鲜达 |  | AXD | exfresh |  |  |  |  | KDN K100
AX | 安迅物流 |  | AX | anxl |  |  |  |  | KDN K100
JGWL | 景光物流 |  | JGWL | jgwl |  |  |  |  | KDN K100
HISENSE | 海信物流 |  | HISENSE | savor |  |  |  |  | KDN K100
YLJY | 优联吉运 |  | YLJY | uluckex |  |  | kdniao:ULUCKEX |  | KDN K100
ZYWL | 中邮物流 |  | ZYWL | zhongyouwuliu |  |  |  |  | KDN K100
CNPEX | CNPEX中邮快递 |  | CNPEX | cnpex |  |  |  |  | KDN K100
GDEMS | 广东邮政 |  | GDEMS | guangdongyouzhengwuliu |  |  |  |  | KDN K100
ZHQKD | 汇强快递 |  | ZHQKD | huiqiangkuaidi |  |  |  |  | KDN K100
YJSD | 银捷速递 |  | YJSD | yinjiesudi |  |  |  |  | KDN K100
YTD | 易通达 |  | YTD | yitongda |  |  |  |  | KDN K100
STSD | 三态速递 |  | STSD | santaisudi |  |  |  |  | KDN K100
DDWL | 大道物流 |  | DDWL | dadaoex |  |  |  |  | KDN K100
MLWL | 明亮物流 |  | MLWL | mingliangwuliu |  |  |  |  | KDN K100
JDWL | 金大物流 |  | JDWL | jindawuliu |  |  |  |  | KDN K100
THTX | 通和天下 |  | THTX | tonghetianxia |  |  |  |  | KDN K100
WTP | 微特派 |  | WTP | weitepai |  |  |  |  | KDN K100
ZMKM | 芝麻开门 |  | DNWL | zhimakaimen |  |  |  |  | KDN K100
NFCM | 南方传媒物流 |  | NFCM | ndwl |  |  |  |  | KDN K100
LHT | 联昊通 |  | LHT | lianhaowuliu |  |  |  |  | KDN K100
ZTWL | 中铁飞豹·中铁物流 |  | ZTWL | zhongtiewuliu |  |  |  |  | KDN K100
YFSD | 亚风 |  | YFSD | yafengsudi |  |  |  |  | KDN K100
YAD | 源安达 |  | YAD | yuananda |  |  | kdniao:YADEX |  | KDN K100
PADTF | 平安达腾飞 |  | PADTF | pingandatengfei |  |  |  |  | KDN K100
YFHEX | 原飞航 |  | YFHEX | yuanfeihangwuliu |  |  |  |  | KDN K100
D4PX | 递四方 |  | D4PX | disifang |  |  |  |  | KDN K100
DSWL | D速 |  | DSWL | dsukuaidi |  |  |  |  | KDN K100
DHL_C | DHL 中国件 |  | DHL_C | dhl |  |  |  |  | KDN K100
DHL_GLB | DHL 全球 |  | DHL_GLB | dhlen |  |  |  |  | KDN K100
UPS | UPS |  | UPS | ups |  |  |  |  | KDN K100
TNT | TNT |  | TNT | tnt |  |  |  |  | KDN K100
FEDEX_GJ | FedEx 国际 |  | FEDEX_GJ | fedex |  |  |  |  | KDN K100
FEDEX | FedEx 国内 |  | FEDEX | lianbangkuaidi |  |  |  |  | KDN-older K100
ZTOCC | 中通冷链 |  |  | ztocc |  |  |  |  | K100
SHUNFENGLENGYUN | 顺丰冷链 |  |  | shunfenglengyun |  |  |  |  | K100
JET | 极兔国际 |  |  | jet |  |  |  |  | K100
BAISHIYP | 百世云配 |  |  | baishiyp |  |  |  |  | K100
JUMSTC | 聚盟共建 |  |  | jumstc |  |  |  |  | K100
SANZHI56 | 三志物流 |  |  | sanzhi56 |  |  |  |  | K100
RRSKX | 日日顺快线 |  |  | rrskx |  |  |  |  | K100
HUOLALAWULIU | 货拉拉物流 |  |  | huolalawuliu |  |  |  |  | K100
YW56 | 燕文 |  |  | yw56 |  |  |  |  | K100
TCAT | 黑猫宅急便 |  |  | tcat |  |  |  |  | K100
HKPOST | 香港邮政 |  | XGYZ | hkpost |  |  |  |  | KDN-older K100
JIALIDATONG | 嘉里大通 |  |  | jialidatong |  |  |  |  | K100
KERRYTJ | 嘉里大荣 |  |  | kerrytj |  |  |  |  | K100
STOSOLUTION | 申通国际 |  |  | stosolution |  |  |  |  | K100
ZHONGTONGGUOJI | 中通国际 |  |  | zhongtongguoji |  |  |  |  | K100
EMSBG | EMS包裹 |  |  | emsbg |  |  |  |  | K100
CHINAPOSTCB | 中邮电商 |  |  | chinapostcb |  |  |  |  | K100
LB | 龙邦 |  | LB |  |  |  |  |  | KDN
XBWL | 新邦物流 |  | XBWL |  |  |  |  |  | KDN
RFD | 如风达 |  | RFD |  |  |  |  |  | KDN
ZENY | 增益 |  | ZENY |  |  |  |  |  | KDN
CITY100 | 城市100 |  | CITY100 |  |  |  |  |  | KDN
SS | 闪送 |  | SS |  |  |  |  |  | KDN
FBOX | 丰巢 |  | FBOX |  |  |  |  |  | KDN
FYPS | 飞远配送 |  | FYPS |  |  |  |  |  | KDN
KYWL | 跨越物流 |  | KYWL |  |  |  |  |  | KDN
ZYKD | 中邮快递 |  | ZYKD |  |  |  |  |  | KDN
YDGJ | 韵达国际 |  | YDGJ |  |  |  |  |  | KDN-older
USPS | USPS |  | USPS |  |  |  |  |  | KDN-older
`;
