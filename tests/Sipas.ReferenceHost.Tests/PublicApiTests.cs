using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sipas.ReferenceHost;

/// <summary>Puts each change of the public API in the diff.</summary>
public class PublicApiTests
{
    [Fact]
    public void PublicApi_EqualsTheOneInDocs()
    {
        string api = string.Concat(
            new[]
            {
                "Sipas.Core", "Sipas.Files", "Sipas.Storage.Dapper", "Sipas.Storage.PostgreSql", "Sipas.AspNetCore",
                    "Sipas.AspNetCore.Admin",
            }.Select(name => Describe(Assembly.Load(name))));
        string path = Path.Combine(HostTests.Root, "docs", "public-api.txt");
        if (Environment.GetEnvironmentVariable("SIPAS_ACCEPT") == "1")
        {
            File.WriteAllText(path, api);
        }

        Assert.Equal(File.ReadAllText(path), api);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"# {assembly.GetName().Name}\n");
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{Kind(type)} {Name(type)}\n");
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly;
            foreach (string member in type.GetMembers(Declared).Select(Describe).OfType<string>().Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.Append('\n').ToString();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        _ when member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null && member is not PropertyInfo => null,
        ConstructorInfo { IsPublic: true } constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when method.IsPublic
            || method.IsFamily => $"{(method.IsStatic ? "static " : "")}{method.Name}({Parameters(method)}): {Name(method.ReturnType)}",
        PropertyInfo property when property.GetMethod?.IsPublic == true =>
            $"{property.Name}: {Name(property.PropertyType)}{(property.SetMethod?.IsPublic == true ? " { get; set; }" : "")}",
        FieldInfo { IsPublic: true } field when !field.IsSpecialName =>
            field.IsLiteral ? $"{field.Name} = {field.GetRawConstantValue()}" : $"{field.Name}: {Name(field.FieldType)}",
        _ => null,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Kind(Type type) => type.IsEnum
        ? "enum"
        : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static" : "class";

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.IsGenericParameter ? type.Name : (type.FullName ?? type.Name).Replace("System.", "", StringComparison.Ordinal);
        }

        string space = type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? "" : type.Namespace + ".";
        return $"{space}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
