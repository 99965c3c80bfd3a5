using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sipas.Ballots;

namespace Sipas.AspNetCore.Ballots;

/// <summary>Adds the fields of <see cref="BallotFields"/> to <see cref="BallotRequest"/>. No other type is resolved here.</summary>
internal sealed class BallotRequestSchema : IJsonTypeInfoResolver
{
    private static readonly DefaultJsonTypeInfoResolver Declared = new();

    /// <summary>Adds the resolver to the JSON options of the host, from which it generates its OpenAPI document.</summary>
    /// <param name="services">The host's services.</param>
    public static void Register(IServiceProvider services)
    {
        JsonSerializerOptions options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (!options.IsReadOnly)
        {
            options.TypeInfoResolverChain.Insert(0, new BallotRequestSchema());
        }
    }

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        if (type != typeof(BallotRequest))
        {
            return null;
        }

        JsonTypeInfo info = Declared.GetTypeInfo(type, options);
        for (int i = 0; i < BallotFields.Stated.Length; i++)
        {
            info.Properties.Insert(i, PropertyOf(info, BallotFields.Stated[i]));
        }

        return info;
    }

    private static JsonPropertyInfo PropertyOf(JsonTypeInfo info, BallotField field)
    {
        JsonPropertyInfo property = info.CreateJsonPropertyInfo(
            field.IsId ? typeof(Guid) : field.IsTime ? typeof(DateTimeOffset) : typeof(string), field.JsonName!);

        // A property without accessors is not described, and a required one needs a setter. A request is never serialized.
        property.Get = static _ => null;
        property.Set = static (_, _) => { };
        property.IsRequired = field.IsRequired;
        property.IsGetNullable = property.IsSetNullable = !field.IsRequired;
        return property;
    }
}
