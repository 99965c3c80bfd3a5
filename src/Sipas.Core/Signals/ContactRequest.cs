using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Signals;

/// <summary>What a citizen leaves who wants to be contacted. It names no ballot, and nothing of it is kept with one.</summary>
public sealed partial record ContactRequest
{
    /// <summary>Characters of a name, and of a phone number or e-mail address, at most.</summary>
    public const int MaximumName = 100;

    /// <summary>Characters of the words at most.</summary>
    public const int MaximumAbout = 500;

    private const int FewestDigits = 8;
    private const int MostDigits = 15;

    /// <summary>Id made at random by the client (UUID version 4: a version 7 would hold the time), which no ballot has: sent again, the request is kept once.</summary>
    public required Guid Id { get; init; }

    /// <summary>Code of the unit that was rated.</summary>
    public required string UnitCode { get; init; }

    /// <summary>How the citizen wants to be called; null when it was left out.</summary>
    public string? Name { get; init; }

    /// <summary>A phone number or an e-mail address.</summary>
    public required string Contact { get; init; }

    /// <summary>What it is about, in the citizen's words.</summary>
    public required string About { get; init; }

    /// <summary>The language in which the consent was read: <c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The code by which the citizen and officers name the request: 40 bits of the SHA-256 of its id, <c>7QK2-M0XA</c>.</summary>
    public string Code => CodeOf(Id);

    /// <summary>The code of a request.</summary>
    /// <param name="id">Its id.</param>
    public static string CodeOf(Guid id)
    {
        const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        byte[] hash = SHA256.HashData(id.ToByteArray(bigEndian: true));
        ulong bits = 0;
        for (int i = 0; i < 5; i++)
        {
            bits = (bits << 8) | hash[i];
        }

        string code = string.Concat(Enumerable.Range(0, 8).Select(i => Digits[(int)(bits >> (35 - (5 * i)) & 31)]));
        return $"{code[..4]}-{code[4..]}";
    }

    /// <summary>Cleans the texts and says what is wrong with them. No problem repeats what somebody wrote.</summary>
    /// <param name="problems">Receives every problem (<c>CAS0002</c>).</param>
    /// <returns>The request with clean texts.</returns>
    public ContactRequest Clean(ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ContactRequest clean = this with
        {
            Name = Name is null || FreeText.Clean(Name, keepLines: false) is not { Length: > 0 } name ? null : name,
            Contact = FreeText.Clean(Contact, keepLines: false),
            About = FreeText.Clean(About, keepLines: true),
        };
        Check(Id.ToByteArray(bigEndian: true)[6] >> 4 == 4, "id", "UUID, version 4");
        Check(clean.Name is null || FreeText.CountCharacters(clean.Name) <= MaximumName, "name", $"0–{Show(MaximumName)}");
        Check(IsContact(clean.Contact), "contact", "0912 345 678, ten@example.vn");
        Check(clean.About.Length > 0 && FreeText.CountCharacters(clean.About) <= MaximumAbout, "about", $"1–{Show(MaximumAbout)}");
        Check(Language is "vi" or "en", "language", "vi, en");
        return clean;

        void Check(bool holds, string place, string allowed)
        {
            if (!holds)
            {
                problems.Add(new Problem(ProblemCodes.ContactMalformed, place, allowed: allowed));
            }
        }
    }

    /// <summary>Whether a text is a phone number (8 to 15 digits with spaces, dots, hyphens and brackets between, and a plus before) or an e-mail address.</summary>
    /// <param name="text">The text.</param>
    public static bool IsContact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaximumName
            && (Mail().IsMatch(text) || (Phone().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= FewestDigits and <= MostDigits));
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^\+?[0-9(][0-9 .()\-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
