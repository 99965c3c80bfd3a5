namespace Sipas.Problems;

/// <summary>The stable problem codes. A code is never reused for another meaning.</summary>
/// <remarks>The sentences stand in <see cref="ProblemCatalog"/> and in <c>docs/problems.md</c>.</remarks>
public static partial class ProblemCodes
{
    // BAL00: the request as a whole.

    /// <summary>The body is no JSON.</summary>
    public const string BodyMalformed = "BAL0001";

    /// <summary>The body is nested too deeply.</summary>
    public const string BodyTooDeep = "BAL0002";

    /// <summary>An object holds the same key twice.</summary>
    public const string KeyTwice = "BAL0003";

    /// <summary>A field is not part of a ballot.</summary>
    public const string FieldUnknown = "BAL0004";

    /// <summary>A field that every ballot needs is missing.</summary>
    public const string FieldMissing = "BAL0005";

    /// <summary>A field has another JSON type than it should.</summary>
    public const string FieldType = "BAL0006";

    /// <summary>The body is larger than the host accepts.</summary>
    public const string BodyTooLarge = "BAL0007";

    /// <summary>The content type is not JSON.</summary>
    public const string ContentType = "BAL0008";

    /// <summary>The body is empty.</summary>
    public const string BodyEmpty = "BAL0009";

    // BAL01: the ballot's own fields.

    /// <summary>The ballot id is no UUID.</summary>
    public const string IdMalformed = "BAL0101";

    /// <summary>No such pack is registered.</summary>
    public const string BallotPackUnknown = "BAL0102";

    /// <summary>The pack has no such questionnaire version.</summary>
    public const string QuestionnaireUnknown = "BAL0103";

    /// <summary>No such unit is registered.</summary>
    public const string UnitUnknown = "BAL0104";

    /// <summary>The unit did not exist on the day of the ballot.</summary>
    public const string UnitNotValid = "BAL0105";

    /// <summary>The collection mode is unknown.</summary>
    public const string ModeUnknown = "BAL0106";

    /// <summary>The selection basis is unknown.</summary>
    public const string BasisUnknown = "BAL0107";

    /// <summary>A time is no ISO 8601 time with an offset.</summary>
    public const string TimeMalformed = "BAL0108";

    /// <summary>The ballot was completed before it was started.</summary>
    public const string TimesReversed = "BAL0109";

    /// <summary>A code text is too long or holds characters that no code has.</summary>
    public const string CodeMalformed = "BAL0110";

    /// <summary>The sender may not say that the respondent was drawn.</summary>
    public const string BasisWithoutCredential = "BAL0111";

    /// <summary>The sender may not say that the ballot was collected in this mode.</summary>
    public const string ModeWithoutCredential = "BAL0112";

    // BAL02: the answers.

    /// <summary>No version of the pack has such an item.</summary>
    public const string ItemUnknown = "BAL0201";

    /// <summary>Another version of the questionnaire has the item, this one does not.</summary>
    public const string ItemOfOtherVersion = "BAL0202";

    /// <summary>The level is 0; the lowest is 1.</summary>
    public const string LevelZero = "BAL0203";

    /// <summary>The level is above the scale's highest.</summary>
    public const string LevelAbove = "BAL0204";

    /// <summary>The level is negative.</summary>
    public const string LevelNegative = "BAL0205";

    /// <summary>The level is no whole number.</summary>
    public const string LevelFraction = "BAL0206";

    /// <summary>The level was sent as text.</summary>
    public const string LevelText = "BAL0207";

    /// <summary>The answer is null.</summary>
    public const string AnswerNull = "BAL0208";

    /// <summary>A required item has no answer, not even <c>noAnswer</c>.</summary>
    public const string ItemMissing = "BAL0209";

    /// <summary>The item's scale does not offer this special answer.</summary>
    public const string SpecialNotOffered = "BAL0210";

    /// <summary>The answer is neither a number nor one of the words for special answers.</summary>
    public const string AnswerType = "BAL0211";

    /// <summary>A text is no special answer.</summary>
    public const string SpecialUnknown = "BAL0212";

    // BAL03: keeping the ballot.

    /// <summary>A ballot with the same id and other content is already kept.</summary>
    public const string IdConflict = "BAL0301";

    /// <summary>The store is busy.</summary>
    public const string StoreBusy = "BAL0302";

    /// <summary>The store has no room.</summary>
    public const string StoreFull = "BAL0303";

    /// <summary>The store failed; whether the ballot was kept shows when it is sent again.</summary>
    public const string StoreFailed = "BAL0304";

    /// <summary>The store cannot be reached.</summary>
    public const string StoreUnreachable = "BAL0305";

    /// <summary>The store's disk failed to read or to write.</summary>
    public const string StoreFailing = "BAL0310";

    /// <summary>The store's data are damaged.</summary>
    public const string StoreDamaged = "BAL0311";

    /// <summary>The store was moved, deleted or replaced under the host; a person has to act.</summary>
    public const string StoreGone = "BAL0320";

    // CFG: what a host has to mend at start.

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

    /// <summary>The report routes were mapped without saying who may read them.</summary>
    public const string ReportsUnguarded = "CFG0006";

    /// <summary>A text is neither the path of a SQLite file nor a connection string that contains only its path.</summary>
    public const string DatabasePath = "CFG0100";

    // CFG011: addresses of a host.

    /// <summary>An https address without a certificate.</summary>
    public const string CertificateMissing = "CFG0110";

    /// <summary>A certificate or its key cannot be used.</summary>
    public const string CertificateUnusable = "CFG0111";

    /// <summary>The host cannot listen on an address.</summary>
    public const string AddressNotBound = "CFG0112";

    /// <summary>A request asked for a host by a name that it does not have.</summary>
    public const string HostUnknown = "CFG0113";

    // STO: storage.

    /// <summary>The path cannot be written.</summary>
    public const string PathUnwritable = "STO0001";

    /// <summary>The native SQLite library cannot be loaded.</summary>
    public const string NativeSqliteMissing = "STO0002";

    /// <summary>The schema is newer than this library.</summary>
    public const string SchemaTooNew = "STO0003";

    /// <summary>The file is no database, or is damaged.</summary>
    public const string DatabaseDamaged = "STO0004";

    /// <summary>A stored ballot names a questionnaire of which the pack is not registered.</summary>
    public const string StoredPackMissing = "STO0005";

    /// <summary>A stored questionnaire differs from the registered one of the same version.</summary>
    public const string StoredPackDiffers = "STO0006";

    /// <summary>The receipt key cannot be read.</summary>
    public const string ReceiptKeyUnreadable = "STO0007";

    /// <summary>The schema is missing or older, and preparing it is switched off.</summary>
    public const string SchemaOutdated = "STO0008";

    /// <summary>The database server cannot be reached.</summary>
    public const string ServerUnreachable = "STO0009";

    /// <summary>The database server refused the sign-in or has no such database.</summary>
    public const string ServerRefused = "STO0010";

    /// <summary>The database role lacks a privilege.</summary>
    public const string PrivilegeMissing = "STO0011";

    /// <summary>Something is where a copy should go.</summary>
    public const string TargetExists = "STO0012";

    /// <summary>The connection string is not given.</summary>
    public const string ConnectionMissing = "STO0013";

    /// <summary>A pack is kept under this id and version with other content.</summary>
    public const string KeptPackDiffers = "STO0014";

    /// <summary>A kept pack no longer has the content that its hash names.</summary>
    public const string KeptPackDamaged = "STO0015";

    /// <summary>No pack is kept under this id and version.</summary>
    public const string KeptPackUnknown = "STO0016";

    /// <summary>A survey was closed under another version of its pack.</summary>
    public const string PackChangedSinceClosing = "STO0017";

    /// <summary>A warning: a key does not stand beside its database and was not copied with it.</summary>
    public const string KeyNotCopied = "STO0018";

    // STO01: opening and reading.

    /// <summary>The store was opened for reading only.</summary>
    public const string StoreReadOnly = "STO0100";

    /// <summary>The account may only read a database whose log contains its newest ballots.</summary>
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

    // STO012: files that go away, keys that are missing, files that others may read.

    /// <summary>The path no longer names the database file that was opened.</summary>
    public const string StoreFileGone = "STO0120";

    /// <summary>At its place lies another store, or an older copy.</summary>
    public const string StoreReplaced = "STO0121";

    /// <summary>The write-ahead log of a database that is open was removed, or the log's index.</summary>
    public const string StoreLogGone = "STO0122";

    /// <summary>An empty store beside a key that is there already.</summary>
    public const string StoreMissingBesideKey = "STO0123";

    /// <summary>A write-ahead log with content beside a database that is not there.</summary>
    public const string LogWithoutDatabase = "STO0124";

    /// <summary>The store knows a key of receipts and it is not found.</summary>
    public const string ReceiptKeyMissing = "STO0125";

    /// <summary>The key of receipts that is found is not the one that the store signs with.</summary>
    public const string ReceiptKeyOther = "STO0126";

    /// <summary>Tickets were issued or rows were sealed, and the key is not found.</summary>
    public const string TicketKeyMissing = "STO0127";

    /// <summary>A key that other accounts may read.</summary>
    public const string KeyExposed = "STO0128";

    /// <summary>A warning: a database that other accounts may read.</summary>
    public const string FileExposed = "STO0129";

    /// <summary>A key file is protected and the host has nothing that opens it.</summary>
    public const string KeyProtected = "STO0130";

    // PRF: proof.

    /// <summary>The log's numbers have a gap or are out of order.</summary>
    public const string SequenceGap = "PRF0001";

    /// <summary>A ballot is not what its content hash says.</summary>
    public const string ContentChanged = "PRF0002";

    /// <summary>A unit's positions have a gap or are out of order.</summary>
    public const string PositionGap = "PRF0003";

    /// <summary>A link of a unit's chain does not follow from the one before.</summary>
    public const string ChainBroken = "PRF0004";

    /// <summary>A receipt's signature does not fit.</summary>
    public const string SignatureWrong = "PRF0005";

    /// <summary>The key that signed a receipt is not one of those that are trusted.</summary>
    public const string ReceiptKeyUnknown = "PRF0006";

    /// <summary>The log is not what the anchor says it was.</summary>
    public const string AnchorDiffers = "PRF0007";

    /// <summary>The log is shorter than the anchor says it was.</summary>
    public const string RecordsMissing = "PRF0008";

    /// <summary>The ballots of a closed survey do not give its root.</summary>
    public const string RootDiffers = "PRF0009";

    /// <summary>The text is no anchor.</summary>
    public const string AnchorUnreadable = "PRF0010";

    /// <summary>The anchor's signature does not fit, or its key is not trusted.</summary>
    public const string AnchorUnsigned = "PRF0011";

    /// <summary>A survey of this name is closed already.</summary>
    public const string SurveyClosed = "PRF0012";

    /// <summary>A ballot that came after its survey was closed is not marked late.</summary>
    public const string LateCounted = "PRF0013";

    /// <summary>No ballot has the receipt code.</summary>
    public const string ReceiptNotFound = "PRF0014";

    /// <summary>A ballot that no signature covers.</summary>
    public const string SealMissing = "PRF0015";

    /// <summary>Ballots that a signature covers are missing.</summary>
    public const string SealIncomplete = "PRF0016";

    /// <summary>The day for which a ballot counts is not the one that was signed.</summary>
    public const string CountedDayChanged = "PRF0017";

    /// <summary>The file is no export of a log, or one of another version.</summary>
    public const string ExportUnknown = "PRF0018";

    /// <summary>A line of an export cannot be read.</summary>
    public const string ExportLineUnreadable = "PRF0019";

    /// <summary>An export has no end line: it was cut short.</summary>
    public const string ExportCutShort = "PRF0020";

    /// <summary>An export's end line does not fit what stands before it.</summary>
    public const string ExportDiffers = "PRF0021";

    /// <summary>A published figure is not what a recount of the ballots gives.</summary>
    public const string FigureDiffers = "PRF0022";

    /// <summary>A published index cannot be recounted from this log.</summary>
    public const string IndexNotRecountable = "PRF0023";

    /// <summary>What the server noted of a ballot is not what its link in the unit's chain says.</summary>
    public const string NoteChanged = "PRF0024";

    /// <summary>A unit's chain is of a format that this library does not write or verify any more.</summary>
    public const string ChainOutdated = "PRF0025";

    /// <summary>A ballot is kept as late, and no closed survey made it so, or another one did.</summary>
    public const string LateUnproved = "PRF0026";

    /// <summary>A closing is not what the audit log noted of it.</summary>
    public const string ClosingChanged = "PRF0027";

    /// <summary>A receipt key is not what it was: its id, its bytes, its vouch, or that it is there.</summary>
    public const string KeyChanged = "PRF0028";

    /// <summary>A warning: a ballot was received before the one ahead of it in the log.</summary>
    public const string ClockSetBack = "PRF0040";

    /// <summary>The audit log's numbers have a gap or are out of order.</summary>
    public const string AuditGap = "PRF0041";

    /// <summary>A record of the audit log is not what its link says.</summary>
    public const string AuditChanged = "PRF0042";

    /// <summary>A record of the audit log has no valid signature of a key that is taken.</summary>
    public const string AuditUnsigned = "PRF0043";

    /// <summary>A row or a table is not what the last signed record of the audit log says.</summary>
    public const string StateChanged = "PRF0044";

    /// <summary>A row is there of which no signed record of the audit log says so.</summary>
    public const string StateUnrecorded = "PRF0045";

    /// <summary>A row is gone, and no signed record of the audit log says so.</summary>
    public const string StateMissing = "PRF0046";

    /// <summary>A survey was closed without a key of the store.</summary>
    public const string ClosingUnsigned = "PRF0047";

    /// <summary>A closing of the anchor is gone or another one.</summary>
    public const string ClosingMissing = "PRF0048";

    /// <summary>The audit log is shorter than a signed statement says.</summary>
    public const string AuditCut = "PRF0049";

    /// <summary>The audit log is not the one of which a signed statement was made.</summary>
    public const string AuditDiffers = "PRF0050";

    /// <summary>The spent tickets are not those that were signed.</summary>
    public const string SpentDiffers = "PRF0051";

    /// <summary>The number of spent tickets has no valid signature of a key that is taken.</summary>
    public const string SpentUnsigned = "PRF0052";

    /// <summary>There are more or fewer spent tickets than ballots that came by ticket.</summary>
    public const string SpentCountDiffers = "PRF0053";

    /// <summary>There are fewer spent tickets than the anchor says.</summary>
    public const string SpentFewer = "PRF0054";

    /// <summary>The file or an index of the database is damaged.</summary>
    public const string DatabaseUnsound = "PRF0055";

    /// <summary>A warning: what was in the store at some time was taken over as it was.</summary>
    public const string StateTakenOver = "PRF0056";

    // IMP: files.

    /// <summary>The file cannot be read.</summary>
    public const string FileUnreadable = "IMP0001";

    /// <summary>The file is neither UTF-8 nor UTF-16 with a byte order mark.</summary>
    public const string FileEncoding = "IMP0002";

    /// <summary>The file has no rows.</summary>
    public const string FileEmpty = "IMP0003";

    /// <summary>Two columns bear one name.</summary>
    public const string ColumnTwice = "IMP0004";

    /// <summary>A column that was named is not in the file.</summary>
    public const string ColumnMissing = "IMP0005";

    /// <summary>No column holds answers of the questionnaire.</summary>
    public const string ColumnsNoItems = "IMP0006";

    /// <summary>A row has more or fewer cells than the header.</summary>
    public const string RowShape = "IMP0007";

    /// <summary>A cell holds no answer of the item.</summary>
    public const string CellMalformed = "IMP0008";

    /// <summary>Two rows bear one ballot number.</summary>
    public const string BallotNumberTwice = "IMP0009";

    /// <summary>The map cannot be read.</summary>
    public const string MapUnreadable = "IMP0010";

    /// <summary>A quotation mark is not closed.</summary>
    public const string QuoteOpen = "IMP0011";

    /// <summary>Ballot numbers without a day: the same ballot could not be known again.</summary>
    public const string DateMissing = "IMP0012";

    // QRY: questions put to the reports.

    /// <summary>A query parameter has a value that is not offered.</summary>
    public const string QueryValue = "QRY0001";

    /// <summary>A figure is about too few ballots, or others would give such a one away.</summary>
    public const string FigureWithheld = "QRY0002";

    // QRY01: texts, numbers and days as they are typed.

    /// <summary>A text from which a seed or a checksum is computed contains a character with several spellings.</summary>
    public const string TextUndecided = "QRY0100";

    /// <summary>A number is not in the format of options, configuration and queries.</summary>
    public const string NumberSpelling = "QRY0101";

    /// <summary>A day or time is not in the format of options, configuration and queries.</summary>
    public const string DaySpelling = "QRY0102";
}
