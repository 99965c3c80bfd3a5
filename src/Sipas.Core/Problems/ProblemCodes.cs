namespace Sipas.Problems;

/// <summary>The stable problem codes. A code is never reused for another meaning.</summary>
/// <remarks>The sentences are in <see cref="ProblemCatalog"/> and in <c>docs/problems.md</c>.</remarks>
public static partial class ProblemCodes
{
    // BAL00: the request as a whole.

    /// <summary>The body is not JSON.</summary>
    public const string BodyMalformed = "BAL0001";

    /// <summary>The body is nested too deeply.</summary>
    public const string BodyTooDeep = "BAL0002";

    /// <summary>An object contains the same key twice.</summary>
    public const string KeyTwice = "BAL0003";

    /// <summary>A field is not part of a ballot.</summary>
    public const string FieldUnknown = "BAL0004";

    /// <summary>A required field of a ballot is missing.</summary>
    public const string FieldMissing = "BAL0005";

    /// <summary>A field has the wrong JSON type.</summary>
    public const string FieldType = "BAL0006";

    /// <summary>The body is larger than the host accepts.</summary>
    public const string BodyTooLarge = "BAL0007";

    /// <summary>The content type is not JSON.</summary>
    public const string ContentType = "BAL0008";

    /// <summary>The body is empty.</summary>
    public const string BodyEmpty = "BAL0009";

    // BAL01: the ballot's own fields.

    /// <summary>The ballot id is not a UUID.</summary>
    public const string IdMalformed = "BAL0101";

    /// <summary>No pack with this id is registered.</summary>
    public const string BallotPackUnknown = "BAL0102";

    /// <summary>The pack has no questionnaire with this version.</summary>
    public const string QuestionnaireUnknown = "BAL0103";

    /// <summary>No unit with this code is registered.</summary>
    public const string UnitUnknown = "BAL0104";

    /// <summary>The unit did not exist on the day of the ballot.</summary>
    public const string UnitNotValid = "BAL0105";

    /// <summary>The collection mode is unknown.</summary>
    public const string ModeUnknown = "BAL0106";

    /// <summary>The selection basis is unknown.</summary>
    public const string BasisUnknown = "BAL0107";

    /// <summary>A time is not an ISO 8601 time with an offset.</summary>
    public const string TimeMalformed = "BAL0108";

    /// <summary>The ballot was completed before it was started.</summary>
    public const string TimesReversed = "BAL0109";

    /// <summary>A code is too long or contains characters that are not allowed in codes.</summary>
    public const string CodeMalformed = "BAL0110";

    /// <summary>The sender may not state that the respondent was sampled.</summary>
    public const string BasisWithoutCredential = "BAL0111";

    /// <summary>The sender may not state that the ballot was collected in this mode.</summary>
    public const string ModeWithoutCredential = "BAL0112";

    // BAL02: the answers.

    /// <summary>No version of the pack has an item with this code.</summary>
    public const string ItemUnknown = "BAL0201";

    /// <summary>The item is in another version of the questionnaire, not in this one.</summary>
    public const string ItemOfOtherVersion = "BAL0202";

    /// <summary>The level is 0; the lowest is 1.</summary>
    public const string LevelZero = "BAL0203";

    /// <summary>The level is above the highest level of the scale.</summary>
    public const string LevelAbove = "BAL0204";

    /// <summary>The level is negative.</summary>
    public const string LevelNegative = "BAL0205";

    /// <summary>The level is not a whole number.</summary>
    public const string LevelFraction = "BAL0206";

    /// <summary>The level was sent as text.</summary>
    public const string LevelText = "BAL0207";

    /// <summary>The answer is null.</summary>
    public const string AnswerNull = "BAL0208";

    /// <summary>A required item has no answer, and not <c>noAnswer</c> either.</summary>
    public const string ItemMissing = "BAL0209";

    /// <summary>The scale of the item does not offer this special answer.</summary>
    public const string SpecialNotOffered = "BAL0210";

    /// <summary>The answer is neither a number nor a special answer.</summary>
    public const string AnswerType = "BAL0211";

    /// <summary>The text is not a special answer.</summary>
    public const string SpecialUnknown = "BAL0212";

    // BAL03: storing the ballot.

    /// <summary>A ballot with the same id and different content is already stored.</summary>
    public const string IdConflict = "BAL0301";

    /// <summary>The store is busy.</summary>
    public const string StoreBusy = "BAL0302";

    /// <summary>The store is full.</summary>
    public const string StoreFull = "BAL0303";

    /// <summary>The store failed; sending the ballot again shows whether it was stored.</summary>
    public const string StoreFailed = "BAL0304";

    /// <summary>The store cannot be reached.</summary>
    public const string StoreUnreachable = "BAL0305";

    /// <summary>The disk of the store failed to read or write.</summary>
    public const string StoreFailing = "BAL0310";

    /// <summary>The data of the store are damaged.</summary>
    public const string StoreDamaged = "BAL0311";

    /// <summary>The store was moved, deleted or replaced while the host was running; an operator has to act.</summary>
    public const string StoreGone = "BAL0320";

    // CFG: configuration errors at startup.

    /// <summary>No storage was chosen.</summary>
    public const string StorageMissing = "CFG0001";

    /// <summary>Two storages were chosen.</summary>
    public const string StorageTwice = "CFG0002";

    /// <summary>No method pack was added.</summary>
    public const string PacksMissing = "CFG0003";

    /// <summary>An option is outside its range.</summary>
    public const string OptionOutOfRange = "CFG0004";

    /// <summary>The services were not added.</summary>
    public const string ServicesMissing = "CFG0005";

    /// <summary>The report routes are mapped without a rule for who may read them.</summary>
    public const string ReportsUnguarded = "CFG0006";

    /// <summary>A text is neither the path of a SQLite file nor a connection string that contains only its path.</summary>
    public const string DatabasePath = "CFG0100";

    // CFG011: addresses of a host.

    /// <summary>An https address has no certificate.</summary>
    public const string CertificateMissing = "CFG0110";

    /// <summary>A certificate or its key cannot be used.</summary>
    public const string CertificateUnusable = "CFG0111";

    /// <summary>The host cannot listen on an address.</summary>
    public const string AddressNotBound = "CFG0112";

    /// <summary>A request uses a host name that the host does not have.</summary>
    public const string HostUnknown = "CFG0113";

    // STO: storage.

    /// <summary>The path cannot be written.</summary>
    public const string PathUnwritable = "STO0001";

    /// <summary>The native SQLite library cannot be loaded.</summary>
    public const string NativeSqliteMissing = "STO0002";

    /// <summary>The schema is newer than this library.</summary>
    public const string SchemaTooNew = "STO0003";

    /// <summary>The file is not a database, or is damaged.</summary>
    public const string DatabaseDamaged = "STO0004";

    /// <summary>A stored ballot refers to a questionnaire whose pack is not registered.</summary>
    public const string StoredPackMissing = "STO0005";

    /// <summary>A stored questionnaire differs from the registered questionnaire of the same version.</summary>
    public const string StoredPackDiffers = "STO0006";

    /// <summary>The receipt key cannot be read.</summary>
    public const string ReceiptKeyUnreadable = "STO0007";

    /// <summary>The schema is missing or older, and its preparation is switched off.</summary>
    public const string SchemaOutdated = "STO0008";

    /// <summary>The database server cannot be reached.</summary>
    public const string ServerUnreachable = "STO0009";

    /// <summary>The database server refused the sign-in, or the database does not exist.</summary>
    public const string ServerRefused = "STO0010";

    /// <summary>The database role lacks a privilege.</summary>
    public const string PrivilegeMissing = "STO0011";

    /// <summary>A file already exists at the target of a copy.</summary>
    public const string TargetExists = "STO0012";

    /// <summary>The connection string is missing.</summary>
    public const string ConnectionMissing = "STO0013";

    /// <summary>A pack with this id and version is stored with different content.</summary>
    public const string PackDiffersFromStored = "STO0014";

    /// <summary>The content of a stored pack no longer matches its hash.</summary>
    public const string StoredPackDamaged = "STO0015";

    /// <summary>No pack with this id and version is stored.</summary>
    public const string StoredPackUnknown = "STO0016";

    /// <summary>A survey was closed under another version of its pack.</summary>
    public const string PackChangedSinceClosing = "STO0017";

    /// <summary>A warning: a key is not next to its database and was not copied with it.</summary>
    public const string KeyNotCopied = "STO0018";

    // STO01: opening and reading.

    /// <summary>The store was opened for reading only.</summary>
    public const string StoreReadOnly = "STO0100";

    /// <summary>The account may only read a database whose write-ahead log contains the newest ballots.</summary>
    public const string DatabaseNotWhole = "STO0101";

    /// <summary>A database was written to while an account that may only read it was reading.</summary>
    public const string DatabaseChangedMeanwhile = "STO0102";

    /// <summary>A file next to the database belongs to another account.</summary>
    public const string CompanionOfOther = "STO0103";

    /// <summary>The file is a database of another kind.</summary>
    public const string DatabaseOfOther = "STO0104";

    /// <summary>An export is not recorded, because the account may only read.</summary>
    public const string ExportNotRecorded = "STO0105";

    /// <summary>A warning: the native SQLite library may lose ballots.</summary>
    public const string SqliteUnsound = "STO0110";

    // STO012: missing files, missing keys, files that other accounts can read.

    /// <summary>The path no longer names the database file that was opened.</summary>
    public const string StoreFileGone = "STO0120";

    /// <summary>The path now names another store, or an older copy.</summary>
    public const string StoreReplaced = "STO0121";

    /// <summary>The write-ahead log of an open database, or the index of this log, was removed.</summary>
    public const string StoreLogGone = "STO0122";

    /// <summary>The store is empty, but its key already exists.</summary>
    public const string StoreMissingBesideKey = "STO0123";

    /// <summary>A write-ahead log has content, but its database is missing.</summary>
    public const string LogWithoutDatabase = "STO0124";

    /// <summary>The store uses a receipt key that was not found.</summary>
    public const string ReceiptKeyMissing = "STO0125";

    /// <summary>The receipt key that was found is not the key that the store signs with.</summary>
    public const string ReceiptKeyOther = "STO0126";

    /// <summary>Tickets were issued or rows were encrypted, but the key was not found.</summary>
    public const string TicketKeyMissing = "STO0127";

    /// <summary>Other accounts can read a key.</summary>
    public const string KeyExposed = "STO0128";

    /// <summary>A warning: other accounts can read a database.</summary>
    public const string FileExposed = "STO0129";

    /// <summary>A key file is protected, and the host has no protector to open it.</summary>
    public const string KeyProtected = "STO0130";

    // PRF: proof.

    /// <summary>The sequence numbers of the log have a gap or are out of order.</summary>
    public const string SequenceGap = "PRF0001";

    /// <summary>A ballot does not match its content hash.</summary>
    public const string ContentChanged = "PRF0002";

    /// <summary>The positions of a unit have a gap or are out of order.</summary>
    public const string PositionGap = "PRF0003";

    /// <summary>A link of a unit's chain does not follow from the previous link.</summary>
    public const string ChainBroken = "PRF0004";

    /// <summary>The signature of a receipt is not valid.</summary>
    public const string SignatureWrong = "PRF0005";

    /// <summary>The key that signed a receipt is not trusted.</summary>
    public const string ReceiptKeyUnknown = "PRF0006";

    /// <summary>The log does not match the anchor.</summary>
    public const string AnchorDiffers = "PRF0007";

    /// <summary>The log is shorter than the anchor states.</summary>
    public const string RecordsMissing = "PRF0008";

    /// <summary>The ballots of a closed survey do not give its root.</summary>
    public const string RootDiffers = "PRF0009";

    /// <summary>The text is not an anchor.</summary>
    public const string AnchorUnreadable = "PRF0010";

    /// <summary>The signature of the anchor is not valid, or its key is not trusted.</summary>
    public const string AnchorUnsigned = "PRF0011";

    /// <summary>A survey with this name is already closed.</summary>
    public const string SurveyClosed = "PRF0012";

    /// <summary>A ballot that arrived after its survey was closed is not marked late.</summary>
    public const string LateCounted = "PRF0013";

    /// <summary>No ballot has the receipt code.</summary>
    public const string ReceiptNotFound = "PRF0014";

    /// <summary>No signature covers a ballot.</summary>
    public const string SealMissing = "PRF0015";

    /// <summary>Ballots that a signature covers are missing.</summary>
    public const string SealIncomplete = "PRF0016";

    /// <summary>The day for which a ballot counts differs from the signed day.</summary>
    public const string CountedDayChanged = "PRF0017";

    /// <summary>The file is not an export of a log, or has another format version.</summary>
    public const string ExportUnknown = "PRF0018";

    /// <summary>A line of an export cannot be read.</summary>
    public const string ExportLineUnreadable = "PRF0019";

    /// <summary>An export has no end line: it is truncated.</summary>
    public const string ExportCutShort = "PRF0020";

    /// <summary>The end line of an export does not match the lines before it.</summary>
    public const string ExportDiffers = "PRF0021";

    /// <summary>A published figure differs from a recount of the ballots.</summary>
    public const string FigureDiffers = "PRF0022";

    /// <summary>A published index cannot be recounted from this log.</summary>
    public const string IndexNotRecountable = "PRF0023";

    /// <summary>Server metadata of a ballot does not match the hash recorded in the unit's chain.</summary>
    public const string NoteChanged = "PRF0024";

    /// <summary>A unit's chain has a format that this library no longer writes or verifies.</summary>
    public const string ChainOutdated = "PRF0025";

    /// <summary>A ballot is stored as late, but no closed survey made it late, or another one did.</summary>
    public const string LateUnproved = "PRF0026";

    /// <summary>The closing of a survey does not match the audit log.</summary>
    public const string ClosingChanged = "PRF0027";

    /// <summary>A receipt key was changed, added or removed: its id, its bytes or its certification do not match.</summary>
    public const string KeyChanged = "PRF0028";

    /// <summary>A warning: a ballot was received before the previous ballot of the log.</summary>
    public const string ClockSetBack = "PRF0040";

    /// <summary>The numbers of the audit log have a gap or are out of order.</summary>
    public const string AuditGap = "PRF0041";

    /// <summary>A record of the audit log does not match its link.</summary>
    public const string AuditChanged = "PRF0042";

    /// <summary>A record of the audit log has no valid signature of an accepted key.</summary>
    public const string AuditUnsigned = "PRF0043";

    /// <summary>A row or a table does not match the last signed record of the audit log.</summary>
    public const string StateChanged = "PRF0044";

    /// <summary>A row exists that no signed record of the audit log mentions.</summary>
    public const string StateUnrecorded = "PRF0045";

    /// <summary>A row is missing, and no signed record of the audit log records its removal.</summary>
    public const string StateMissing = "PRF0046";

    /// <summary>The closing of a survey is not signed with a key of the store.</summary>
    public const string ClosingUnsigned = "PRF0047";

    /// <summary>A closing in the anchor is missing or was changed.</summary>
    public const string ClosingMissing = "PRF0048";

    /// <summary>The audit log is shorter than a signed statement records.</summary>
    public const string AuditCut = "PRF0049";

    /// <summary>The audit log does not match a signed statement.</summary>
    public const string AuditDiffers = "PRF0050";

    /// <summary>The spent tickets do not match the signed tickets.</summary>
    public const string SpentDiffers = "PRF0051";

    /// <summary>The number of spent tickets has no valid signature of an accepted key.</summary>
    public const string SpentUnsigned = "PRF0052";

    /// <summary>The number of spent tickets differs from the number of ballots submitted with a ticket.</summary>
    public const string SpentCountDiffers = "PRF0053";

    /// <summary>There are fewer spent tickets than the anchor records.</summary>
    public const string SpentFewer = "PRF0054";

    /// <summary>The file or an index of the database is damaged.</summary>
    public const string DatabaseUnsound = "PRF0055";

    /// <summary>A warning: earlier content of the store was accepted unchanged.</summary>
    public const string StateTakenOver = "PRF0056";

    // IMP: files.

    /// <summary>The file cannot be read.</summary>
    public const string FileUnreadable = "IMP0001";

    /// <summary>The file is neither UTF-8 nor UTF-16 with a byte order mark.</summary>
    public const string FileEncoding = "IMP0002";

    /// <summary>The file has no rows.</summary>
    public const string FileEmpty = "IMP0003";

    /// <summary>Two columns have the same name.</summary>
    public const string ColumnTwice = "IMP0004";

    /// <summary>A required column is not in the file.</summary>
    public const string ColumnMissing = "IMP0005";

    /// <summary>No column contains answers of the questionnaire.</summary>
    public const string ColumnsNoItems = "IMP0006";

    /// <summary>A row has more or fewer cells than the header.</summary>
    public const string RowShape = "IMP0007";

    /// <summary>The value of a cell is not an answer of the item.</summary>
    public const string CellMalformed = "IMP0008";

    /// <summary>Two rows have the same ballot number.</summary>
    public const string BallotNumberTwice = "IMP0009";

    /// <summary>The map cannot be read.</summary>
    public const string MapUnreadable = "IMP0010";

    /// <summary>A quotation mark is not closed.</summary>
    public const string QuoteOpen = "IMP0011";

    /// <summary>The file has ballot numbers but no dates, so a ballot that is imported again could not be recognized.</summary>
    public const string DateMissing = "IMP0012";

    // QRY: queries of the reports.

    /// <summary>A query parameter has a value that is not offered.</summary>
    public const string QueryValue = "QRY0001";

    /// <summary>A figure covers too few ballots, or would reveal a figure that does.</summary>
    public const string FigureWithheld = "QRY0002";

    // QRY01: formats of texts, numbers and days.

    /// <summary>A text from which a seed or a checksum is computed contains a character with several spellings.</summary>
    public const string TextUndecided = "QRY0100";

    /// <summary>A number is not in the format of options, configuration and queries.</summary>
    public const string NumberSpelling = "QRY0101";

    /// <summary>A day or time is not in the format of options, configuration and queries.</summary>
    public const string DaySpelling = "QRY0102";
}
