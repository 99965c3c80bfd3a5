using System.Text;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>Computes the canonical bytes of a ballot and their hash. Receipts certify the hash, and auditors recompute it.
/// Version 1 is the base format, version 2 adds values, version 3 adds corrections.</summary>
/// <remarks>
/// UTF-8 lines, each terminated by a line feed: <c>sipas-ballot/1</c>, the fields of <see cref="BallotFields"/> in their order
/// and <c>answers</c>, each as <c>name=value</c>, with an empty value when there is none.
/// Times include their offset and three decimals. Answers are the characters of <see cref="AnswerLayout"/>.
/// A ballot with values starts with <c>sipas-ballot/2</c> and has, after the answers, a line <c>value.CODE=COMMITMENT</c>
/// for each value in questionnaire order.
/// A ballot that replaces another starts with <c>sipas-ballot/3</c> and has, after its id, the line <c>replaces=ID</c>;
/// the rest is as in version 1, or as in version 2 if it has values.
/// The format is described in docs/canonical-ballot.md.
/// </remarks>
internal static class CanonicalBallot
{
    /// <summary>Returns the canonical bytes of a validated ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="values">Its sealed values, in questionnaire order; optional if the ballot has none.</param>
    /// <exception cref="ArgumentException">The sealed values do not belong to the ballot, or its header names another
    /// questionnaire than its layout.</exception>
    public static byte[] Bytes(Ballot ballot, IReadOnlyList<SealedValue>? values = null)
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, ballot, values ?? []);
        return text.Written.ToArray();
    }

    /// <summary>Returns the canonical bytes of a stored ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mode or basis is not a valid value, which indicates that the store was
    /// altered.</exception>
    public static byte[] Bytes(StoredBallot ballot)
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, ballot);
        return text.Written.ToArray();
    }

    /// <summary>Returns the SHA-256 of the canonical bytes: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="values">Its sealed values, in questionnaire order; optional if the ballot has none.</param>
    /// <exception cref="ArgumentException">The sealed values do not belong to the ballot, or its header names another
    /// questionnaire than its layout.</exception>
    public static byte[] ContentHash(Ballot ballot, IReadOnlyList<SealedValue>? values = null)
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, ballot, values ?? []);
        return text.Hash();
    }

    /// <summary>Returns the SHA-256 of the canonical bytes, recomputed from the stored data: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mode or basis is not a valid value, which indicates that the store was
    /// altered.</exception>
    public static byte[] ContentHash(StoredBallot ballot)
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, ballot);
        return text.Hash();
    }

    private static void Write(ref Utf8Lines text, Ballot ballot, IReadOnlyList<SealedValue> values)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        if (ballot.Values.Count + values.Count > 0
            && !ballot.Values.Select(value => value.QuestionCode)
                .SequenceEqual(values.Select(value => value.QuestionCode), StringComparer.Ordinal))
        {
            throw new ArgumentException("The sealed values are not those of the ballot.", nameof(values));
        }

        if (ballot.Header.PackId != ballot.Layout.PackId || ballot.Header.QuestionnaireVersion != ballot.Layout.QuestionnaireVersion)
        {
            throw new ArgumentException("The header names another questionnaire than the layout.", nameof(ballot));
        }

        Write(ref text, ballot.Header, ballot.Layout.ToCharacters(ballot.Codes.Span), values);
    }

    private static void Write(ref Utf8Lines text, StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        Write(ref text, ballot.Header, ballot.Answers, ballot.Values);
    }

    private static void Write(ref Utf8Lines text, BallotHeader header, string answers, IReadOnlyList<SealedValue> values)
    {
        text.Add(BallotFields.FirstLine(header, values.Count > 0));
        foreach (BallotField field in BallotFields.All)
        {
            field.WriteLine(ref text, header);
        }

        text.Add("answers="u8, answers);
        foreach (SealedValue value in values)
        {
            text.Add(Encoding.UTF8.GetBytes($"value.{value.QuestionCode}="), Hex.Lower(value.Commitment.Span));
        }
    }
}
