import { describe, expect, it } from '@jest/globals';
import { codeSystems } from './carrier-row.js';
import { carriers, carrierFrom, carrierTo, normaliseNumber } from './catalogue.js';

describe('the catalogue', () => {
  it('has one row per code of ours, at least ninety, each with a name and where it is from', () => {
    expect(carriers.length).toBeGreaterThanOrEqual(90);
    expect(new Set(carriers.map(({ code }) => code)).size).toBe(carriers.length);
    for (const { code, zh, codes, sources } of carriers) {
      expect([code, zh]).not.toContain('');
      expect(Object.keys(codes).length).toBeGreaterThan(0);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it('names a source for every code it has', () => {
    const from = { kdniao: /^KDN/, kuaidi100: /^K100$/, taobao: /^TAO$/, douyin: /^DY$/ };
    for (const { codes, sources } of carriers) {
      const claimed = codeSystems.filter((system) => sources.some((source) => from[system].test(source)));
      expect(claimed).toEqual(codeSystems.filter((system) => codes[system] !== undefined));
    }
  });

  it('tells apart what Taobao names alike', () => {
    expect(carrierFrom('taobao', 'DBL')).toBe('DBLKY');
    expect(carrierFrom('taobao', 'DBKD')).toBe('DBL');
    expect(carrierTo('taobao', 'YD')).toBe('YUNDA');
  });

  it('takes a code in use before one that once was', () => {
    expect(carrierFrom('kdniao', 'EMSGJ')).toBe('EMSGJ');
    expect(carrierFrom('kdniao', 'ULUCKEX')).toBe('YLJY');
  });

  it('translates both ways, and keeps quiet about what it does not know', () => {
    expect(carrierFrom('douyin', 'yuantong')).toBe('YTO');
    expect(carrierFrom('kuaidi100', 'shunfengsuyun')).toBe('SF');
    expect(carrierFrom('kdniao', 'EMS')).toBe('EMS');
    expect(carrierFrom('kdniao', 'NEWCO')).toBe('UNKNOWN');
    expect(carrierTo('kdniao', 'YTO')).toBe('YTO');
    expect(carrierTo('kdniao', 'UNKNOWN')).toBe(undefined);
  });

  it.each([
    ['ZTO', 'zhongtong'],
    ['YTO', 'yuantong'],
    ['STO', 'shentong'],
    ['YD', 'yunda'],
    ['JTSD', 'jtexpress'],
    ['EMS', 'ems'],
    ['JD', 'jd'],
    ['SF', 'shunfeng'],
    ['DBL', 'debangkuaidi'],
  ])('knows %s, who fetches returns, as %s at Kuaidi100', (code, theirs) => {
    expect(carrierTo('kuaidi100', code)).toBe(theirs);
    expect(carrierFrom('kuaidi100', theirs)).toBe(code);
  });

  it('asks for the phone’s last digits where KDNiao, Kuaidi100 or the carrier itself wants them, and nowhere else', () => {
    const kdniao = ['SF', 'KYSY', 'ZTO'];
    const kuaidi100 = ['SF', 'SFKY', 'ZTO'];
    const direct = ['SF', 'ZTO', 'JD'];
    const wanting = carriers.filter(({ needsPhoneTail }) => needsPhoneTail).map(({ code }) => code);
    expect(new Set(wanting)).toEqual(new Set([...kdniao, ...kuaidi100, ...direct]));
  });

  it('compares numbers without spaces, hyphens and case', () => {
    expect(normaliseNumber(' yt 123-4 ')).toBe('YT1234');
  });
});
