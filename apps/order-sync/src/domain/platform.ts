/** Every platform there is a connector for; `mapped` is any other, by a mapping its merchant keeps. */
export const platformIds = [
  'douyin',
  'kuaishou',
  'wechat',
  'youzan',
  'weimob',
  'taobao',
  'xiaohongshu',
  'pinduoduo',
  'mapped',
] as const;
export type PlatformId = (typeof platformIds)[number];
