using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Text;
using static Sipas.Proof.ExportNames;

namespace Sipas.Proof;

// The lines of an export, each a JSON object whose first key is its type. docs/export.md describes every key.

internal sealed record HeaderLine(string Type, string Format, string TakenAt, long LastSequence, IReadOnlyList<string>? NotCovered)
{
    public const string Word = "header";
}
