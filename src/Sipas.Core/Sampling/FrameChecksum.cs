using System.Security.Cryptography;
using System.Text;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>
/// Computes the checksum of a frame. It depends on the columns and cells in their order, but not on the separators,
/// quotes or byte order mark of the file, nor on how letters and diacritics were typed.
/// </summary>
/// <remarks>
/// SHA-256 over UTF-8: the line <c>sipas-frame/1</c>, then the columns and each row as normalized cells
/// (<see cref="VietnameseText.Compose"/>) separated by U+001F and ended by U+001E. Not safe for concurrent use.
/// </remarks>
internal sealed class FrameChecksum : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private long _added;

    private byte[] _buffer = new byte[4096];

    /// <summary>Starts a checksum with the columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <exception cref="SipasException">As for <see cref="Append"/>.</exception>
    public FrameChecksum(IReadOnlyList<string> columns)
    {
        _hash.AppendData("sipas-frame/1\n"u8);
        Append(columns);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells.</param>
    /// <exception cref="SipasException">
    /// A cell contains a character with several spellings (<c>QRY0100</c>); in the reported location, the column names
    /// are row 1.
    /// </exception>
    public void Append(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int length = 0;
        _added++;
        for (int i = 0; i < cells.Count; i++)
        {
            string cell = CompositionTable.IsPlain(cells[i]) ? cells[i].Trim() : ExactText.Compose(cells[i], FrameColumnsOf.Place(_added));
            int maximum = length + Encoding.UTF8.GetMaxByteCount(cell.Length) + 1;
            if (maximum > _buffer.Length)
            {
                Array.Resize(ref _buffer, maximum * 2);
            }

            length += Encoding.UTF8.GetBytes(cell, _buffer.AsSpan(length));
            _buffer[length++] = i == cells.Count - 1 ? (byte)0x1E : (byte)0x1F;
        }

        _hash.AppendData(_buffer.AsSpan(0, length));
    }

    /// <summary>
    /// Returns the checksum of the rows added so far: 64 lower-case hexadecimal digits. More rows may be added
    /// afterwards.
    /// </summary>
    public string ToHexadecimal() => Convert.ToHexString(_hash.GetCurrentHash()).ToLowerInvariant();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
