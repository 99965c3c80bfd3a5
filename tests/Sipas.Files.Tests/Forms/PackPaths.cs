using System.Text.Json.Nodes;

namespace Sipas.Files.Forms;

/// <summary>Places of a pack as losses name them, in its JSON: <c>scales[s].levels[].points</c>.</summary>
internal static class PackPaths
{
    private static readonly string[] Keys = ["code", "version", "tag", "level", "answer"];

    /// <summary>Takes out what lies at a place.</summary>
    /// <returns>Whether anything lay there.</returns>
    public static bool Remove(JsonNode root, string place)
    {
        string[] steps = [.. Steps(place)];
        JsonNode[] at = [root];
        foreach (string step in steps[..^1])
        {
            at = [.. at.SelectMany(node => Next(node, step))];
        }

        bool removed = false;
        foreach (JsonNode node in at)
        {
            if (node is JsonArray array)
            {
                foreach (JsonNode found in Next(array, steps[^1]).ToArray())
                {
                    removed |= array.Remove(found);
                }
            }
            else
            {
                removed |= node.AsObject().Remove(steps[^1]);
            }
        }

        return removed;
    }

    /// <summary>Takes out empty objects, which say nothing.</summary>
    public static void RemoveEmpty(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members.ToArray())
            {
                RemoveEmpty(member);
                if (member is JsonObject { Count: 0 })
                {
                    members.Remove(name);
                }
            }
        }
        else if (node is JsonArray array)
        {
            foreach (JsonNode? member in array)
            {
                RemoveEmpty(member);
            }
        }
    }

    // Members by name; of arrays those with a code, or all. Codes may hold points, so brackets are read whole.
    private static IEnumerable<string> Steps(string place)
    {
        for (int at = 0; at < place.Length;)
        {
            int end = place[at] == '['
                ? place.IndexOf(']', at) + 1
                : place.IndexOfAny(['.', '['], at) is >= 0 and int next ? next : place.Length;
            yield return place[at..end];
            at = end < place.Length && place[end] == '.' ? end + 1 : end;
        }
    }

    private static IEnumerable<JsonNode> Next(JsonNode node, string step)
    {
        if (node is JsonArray array)
        {
            return array.OfType<JsonNode>()
                .Where(member => step == "[]" || Keys.Any(key => member[key] is { } value && $"[{value}]" == step));
        }

        return node[step] is { } found ? [found] : [];
    }
}
