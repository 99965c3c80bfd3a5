using Sipas.Common;

namespace Sipas.Audit;

/// <summary>The end of the audit log.</summary>
/// <param name="Number">Number of the last record; 0 when there is none.</param>
/// <param name="Link">Its link: 64 lower-case hexadecimal digits.</param>
internal sealed record AuditHead(long Number, string Link)
{
    /// <summary>The end of an audit log without a record.</summary>
    public static AuditHead Empty { get; } = new(0, Hex.Lower(AuditChain.Start()));
}
