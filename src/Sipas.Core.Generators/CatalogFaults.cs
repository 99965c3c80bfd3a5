using Microsoft.CodeAnalysis;

namespace Sipas.Generators;

/// <summary>The diagnostics of the catalog of problem codes. All are errors.</summary>
internal static class CatalogFaults
{
    /// <summary>The compilation has no catalog, or several.</summary>
    public static readonly DiagnosticDescriptor CatalogCount = Error(
        "SIPAS001", "The compilation needs one catalog of problem codes", "The compilation needs one additional file '{0}'; it has {1}");

    /// <summary>The file is not JSON, or not an object of objects with texts.</summary>
    public static readonly DiagnosticDescriptor Malformed = Error(
        "SIPAS002", "The catalog of problem codes is malformed", "The catalog of problem codes is malformed: {0}");

    /// <summary>A code is not three capital letters and four digits.</summary>
    public static readonly DiagnosticDescriptor CodeInvalid = Error(
        "SIPAS003", "A problem code is invalid", "The problem code '{0}' must be three letters A to Z and four digits");

    /// <summary>Two entries have the same code.</summary>
    public static readonly DiagnosticDescriptor CodeDuplicate = Error(
        "SIPAS004", "A problem code is not unique", "The problem code '{0}' has two entries");

    /// <summary>An entry has no name, summary or sentence, or an empty one.</summary>
    public static readonly DiagnosticDescriptor MemberMissing = Error(
        "SIPAS005", "A problem code has no name, summary or sentence", "The problem code '{0}' has no '{1}'");

    /// <summary>An entry has a member that no entry has.</summary>
    public static readonly DiagnosticDescriptor MemberUnknown = Error(
        "SIPAS006", "A problem code has an unknown member", "The problem code '{0}' has an unknown member '{1}'; known members: {2}");

    /// <summary>An entry has the same member twice.</summary>
    public static readonly DiagnosticDescriptor MemberDuplicate = Error(
        "SIPAS007", "A problem code has a member twice", "The problem code '{0}' has '{1}' twice");

    /// <summary>A name cannot be the name of a constant.</summary>
    public static readonly DiagnosticDescriptor NameInvalid = Error(
        "SIPAS008",
        "The name of a problem code is invalid",
        "The name '{1}' of the problem code '{0}' must be a capital English letter, then English letters and digits, and not reserved");

    /// <summary>Two codes have the same name.</summary>
    public static readonly DiagnosticDescriptor NameDuplicate = Error(
        "SIPAS009", "The name of a problem code is not unique", "The problem codes '{1}' and '{0}' have the same name '{2}'");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Sipas.Problems", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
