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

internal sealed record UnitLine(string Type, string Code, long Position, string ChainHash)
{
    public const string Word = "unit";
}
