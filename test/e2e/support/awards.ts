import { readFileSync } from "node:fs";

/** Splits CSV by the book: fields within quotes may hold commas, line breaks and doubled quotes. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error(`CSV: record ${records.length + 1} can't be read`);
    const [, quoted, bare = "", end] = match;
    record.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") {
      records.push(record);
      record = [];
    }
  }
  return records;
}

type Award = Readonly<Record<string, string>>;

const date = /^((0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/\d{4})?$/;
const number = /^(\$?\d{1,3}(,\d{3})*(\.\d{1,2})?)?$/;

const rules: Readonly<Record<string, RegExp>> = {
  Company: /\w/,
  Agency: /\w/,
  "Award Year": /^\d{4}$/,
  "Award Amount": number,
  "Number Employees": number,
  "Proposal Award Date": date,
  "Contract End Date": date,
};

function isSound(award: Award): boolean {
  const identified = [award["Agency Tracking Number"], award.Contract].some((text) => text?.trim() !== "");
  return identified && Object.entries(rules).every(([column, rule]) => rule.test(award[column]?.trim() ?? ""));
}

function companyOf(award: Award): string {
  const uei = award.UEI?.trim().toUpperCase() ?? "";
  if (/^[A-Z0-9]{12}$/.test(uei)) return uei;
  const duns = award.Duns?.replace(/\D/g, "") ?? "";
  return duns === "" ? (award.Company ?? "").toLowerCase().replace(/\W+/g, " ").trim() : duns.padStart(9, "0");
}

function awardOf(award: Award): string {
  return ["Agency", "Phase", "Agency Tracking Number", "Contract"]
    .map((column) => award[column]?.trim().toLowerCase())
    .join("|");
}

/** What a file of awards should become in the graph, counted without any of the application's code. */
export function countAwards(path: string): {
  readonly companies: number;
  readonly awards: number;
  readonly rejects: number;
} {
  const [header = [], ...records] = parseCsv(readFileSync(path, "utf8"));
  const sound = records
    .filter(({ length }) => length === header.length)
    .map((fields) => Object.fromEntries(header.map((column, index) => [column, fields[index] ?? ""])))
    .filter(isSound);
  const awards = new Set(sound.map(awardOf));
  return {
    companies: new Set(sound.map(companyOf)).size,
    awards: awards.size,
    rejects: records.length - awards.size,
  };
}
