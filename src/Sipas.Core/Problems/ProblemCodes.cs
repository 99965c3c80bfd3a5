namespace Sipas.Problems;

// The constants are generated from problems.json by Sipas.Core.Generators.
//
// BAL00 the request as a whole, BAL01 the ballot's own fields, BAL02 the answers, BAL03 storing the ballot
// CAS citizens who request to be contacted
// CFG configuration errors at startup, CFG011 addresses of a host
// CMP comparison of years
// COR corrections of stored ballots
// DEV devices
// DRW draws and their certificates
// DSC disclosure of figures
// EST01 survey designs, EST02 weights, EST03 and EST063 replication, tests, scales, periods, EST04 the files of an estimate,
//     EST05 designs of sampled ballots
// FLD fieldwork
// FRM sampling frames
// IMP00 files and their limits, workbooks, IMP01 cells, headers and kinds of files, IMP0141–IMP0159 empty cells, uploads, pages
// LIM limits
// PAR points of another measurement
// PCK method packs, their languages and sound clips
// PLN survey plans, PLN0100–PLN0109 the form of a plan
// PPL plans, frames, lists and the field log in the personal-data store
// PPR paper
// PRF proof
// QLT00 quality rules, QLT01 reasons to review a ballot, QLT02 reviews
// QRY queries of the reports, QRY01 formats of texts, numbers and days
// QST answers that conflict with the skip rules or checks of their questionnaire
// QUA held submissions
// RET retention
// RNK ranking
// SIG low-rating alerts
// SMP sample size, allocation, selection
// STO storage, STO01 opening and reading, STO012 missing files, missing keys, files that other accounts can read
// TKT tickets
// UNT organisation units
// VAL number, text and date answers, VAL01 JSON files and names that do not exist in a store
// XFM00 forms of other tools that are refused, XFM01 content of a form that a pack cannot store,
//     XFM02 content that a pack needs and a form does not have, XFM03 content of a pack that a form cannot store,
//     XFM04 guessed values of imports from other formats

/// <summary>The stable problem codes. A code is never reused for another meaning.</summary>
/// <remarks>The sentences are in <see cref="ProblemCatalog"/> and in <c>docs/problems.md</c>.</remarks>
public static partial class ProblemCodes;
