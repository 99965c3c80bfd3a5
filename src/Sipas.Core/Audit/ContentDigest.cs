using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sipas.Common;

namespace Sipas.Audit;

/// <summary>Computes SHA-256 over named values.</summary>
/// <remarks>
/// Format, in UTF-8: a title line, then for each value its name, a space, its length in bytes, a line feed, the value
/// and a line feed. A missing value has <c>-</c> as its length and nothing after it. Bytes are written as lower-case
/// hexadecimal digits, times in UTC with seven decimals, days as <c>yyyy-MM-dd</c>, numbers as decimal digits. Not safe
/// for concurrent use.
/// </remarks>
internal sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins the digest of a row or a table.</summary>
    /// <param name="subject">
    /// Its <see cref="StoredContent.Subject"/>. The title line is <c>sipas-content/1</c>, a space and the subject.
    /// </param>
    public static ContentDigest Of(string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        return new ContentDigest($"sipas-content/1 {subject}\n");
    }

    internal ContentDigest(string title) => Append(title);

    /// <summary>Adds a value.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="value">A text, bytes, a time, a day or a number; null if there is no value.</param>
    public void Add(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value is null)
        {
            Append($"{name} -\n");
            return;
        }

        string text = value switch
        {
            string own => own,
            byte[] bytes => Hex.Lower(bytes),
            DateTime time => Show(time),
            DateTimeOffset time => Show(time.UtcDateTime),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        Append(string.Create(CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(text)}\n"));
        Append(text);
        Append("\n");
    }

    /// <summary>Returns the SHA-256 of the added values: 64 lower-case hexadecimal digits.</summary>
    public string Finish() => Hex.Lower(FinishBytes());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    internal byte[] FinishBytes() => _hash.GetHashAndReset();

    private static string Show(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private void Append(string text) => _hash.AppendData(Encoding.UTF8.GetBytes(text));
}
