namespace Sipas.Audit;

/// <summary>A row or a table that the audit log covers, and the hash of its content.</summary>
/// <param name="Subject">
/// Table and key, for example <c>survey_design 2026</c>; only the table where one hash covers all of its rows.
/// </param>
/// <param name="Digest">SHA-256 of the content: 64 lower-case hexadecimal digits. See <see cref="ContentDigest"/>.</param>
internal sealed record StoredContent(string Subject, string Digest);
