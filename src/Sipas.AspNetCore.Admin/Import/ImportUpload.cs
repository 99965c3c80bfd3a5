using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Files.Tables;
using Sipas.Intake;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>A file of ballots that awaits confirmation, with its original bytes.</summary>
/// <param name="Id">Its id: 128 random bits.</param>
/// <param name="Officer">Its owner.</param>
/// <param name="Name">The file's name on the officer's computer.</param>
/// <param name="Bytes">The file; empty once its ballots are stored.</param>
/// <param name="Digest">SHA-256 of the bytes, in lower-case hexadecimal digits.</param>
/// <param name="Reading">The options for reading it.</param>
internal sealed record ImportUpload(string Id, string Officer, string Name, byte[] Bytes, string Digest, TableFileOptions Reading)
{
    public required string PackId { get; init; }

    public required string QuestionnaireVersion { get; init; }

    /// <summary>The officer's choices; null before that.</summary>
    public ImportChoice? Choice { get; init; }

    /// <summary>The result of the import; null before its ballots are stored.</summary>
    public BatchResult? Result { get; init; }

    /// <summary>A hash of the bytes and the options for reading them: only the displayed state can be confirmed.</summary>
    public string Shown => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Digest, Reading.HeaderRow?.ToString(CultureInfo.InvariantCulture), Reading.DecimalMark?.ToString(), Choice?.Map.ToJson(),
        Choice?.Settings.Unit,
        Choice?.Settings.Mode, Choice?.Settings.Basis, Choice?.Settings.Date?.ToString("O", CultureInfo.InvariantCulture),
        Choice?.Settings.Today.ToString("O", CultureInfo.InvariantCulture)))));

    /// <summary>Reads the whole file, without unreadable rows.</summary>
    /// <param name="onProblem">Receives the problems of unreadable rows; null to ignore them.</param>
    /// <exception cref="SipasException">The file cannot be read.</exception>
    public FileTable Read(Action<Problem>? onProblem = null) => FileTable.Read(Open(), onProblem ?? (_ => { }));

    /// <summary>The file with its header.</summary>
    public TableFile Open() => TableFile.Open(Name, () => new MemoryStream(Bytes, writable: false), Reading);
}
