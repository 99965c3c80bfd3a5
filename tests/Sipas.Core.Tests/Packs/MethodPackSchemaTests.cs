using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sipas.Packs;

/// <summary>The schema against the packs. The check knows the keywords that the schema uses and refuses any other.</summary>
public class MethodPackSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(MethodPackSerializer.Schema)!.AsObject();

    public static TheoryData<string> ShippedIds => [.. MethodPacks.ShippedIds];

    [Theory]
    [MemberData(nameof(ShippedIds))]
    public void Schema_EveryShippedPackAsWritten_IsValid(string id)
    {
        Assert.Empty(Faults(Schema, JsonNode.Parse(MethodPackSerializer.Write(MethodPacks.Shipped(id))), "$"));
        Assert.Empty(Faults(Schema,
            JsonNode.Parse(File.ReadAllText(Repository.PathOf($"src/Sipas.Core/Packs/Shipped/{id}.json"))), "$"));
    }

    [Fact]
    public void Schema_UnknownKeyWrongWordAndMissingText_AreFaults()
    {
        JsonObject pack = JsonNode.Parse(MethodPackSerializer.Write(MethodPacks.Shipped("kiosk-9")))!.AsObject();
        pack["colour"] = "red";
        pack["status"] = "final";
        pack["title"]!.AsObject().Remove("en");

        Assert.Equal(["$.colour", "$.status", "$.title.en"], Faults(Schema, pack, "$").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Faults(JsonObject schema, JsonNode? node, string place)
    {
        foreach ((string keyword, JsonNode? rule) in schema)
        {
            IEnumerable<string> faults = keyword switch
            {
                "$schema" or "title" or "$defs" or "format" => [],
                "$ref" => Faults(Schema["$defs"]![rule!.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), node, place),
                "type" => Of(node, rule!.GetValue<string>()) ? [] : [place],
                "enum" => rule!.AsArray().Any(word => JsonNode.DeepEquals(word, node)) ? [] : [place],
                "pattern" => Regex.IsMatch(node!.GetValue<string>(), rule!.GetValue<string>()) ? [] : [place],
                "minLength" => node!.GetValue<string>().Length >= rule!.GetValue<int>() ? [] : [place],
                "minimum" => Number(node) >= Number(rule) ? [] : [place],
                "exclusiveMinimum" => Number(node) > Number(rule) ? [] : [place],
                "maximum" => Number(node) <= Number(rule) ? [] : [place],
                "minItems" => node!.AsArray().Count >= rule!.GetValue<int>() ? [] : [place],
                "maxItems" => node!.AsArray().Count <= rule!.GetValue<int>() ? [] : [place],
                "items" => node!.AsArray().SelectMany((item, i) => Faults(rule!.AsObject(), item, $"{place}[{i}]")),
                "required" => rule!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !node!.AsObject().ContainsKey(name))
                    .Select(name => $"{place}.{name}"),
                "properties" => rule!.AsObject().Where(property => node!.AsObject().ContainsKey(property.Key))
                    .SelectMany(property => Faults(property.Value!.AsObject(), node![property.Key], $"{place}.{property.Key}")),
                "additionalProperties" => rule is JsonObject other
                    ? node!.AsObject().SelectMany(property => Faults(other, property.Value, $"{place}.{property.Key}"))
                    : node!.AsObject().Select(property => property.Key)
                        .Except(schema["properties"]!.AsObject().Select(property => property.Key)).Select(name => $"{place}.{name}"),
                "oneOf" => rule!.AsArray().Count(option => !Faults(option!.AsObject(), node, place).Any()) == 1 ? [] : [place],
                _ => throw new NotSupportedException(keyword),
            };
            foreach (string fault in faults)
            {
                yield return fault;
            }
        }
    }

    private static bool Of(JsonNode? node, string type) => type switch
    {
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "string" => node is JsonValue && node.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => node is JsonValue
            && node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "integer" => node is JsonValue && Number(node) % 1 == 0,
        _ => node is JsonValue && node.GetValueKind() == System.Text.Json.JsonValueKind.Number,
    };

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
