using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sipas.AspNetCore.Http;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>An icon of a manifest.</summary>
internal sealed record KioskIcon(string Src, string Sizes, string Type, string Purpose);
