using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace MSPortal.Connectors.Host.Api;

/// <summary>
/// Has the description say what must be sent and what is always answered: of a request only members marked as required, of an
/// answer all, since it names those without a value too.
/// </summary>
internal static class ApiSchemas
{
    public static void Describe(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonTypeInfo, SentTypes(context.ApplicationServices.GetRequiredService<EndpointDataSource>()));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p is { In: ParameterLocation.Query, Name: not null }))
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiSchema schema, JsonTypeInfo type, HashSet<Type> sent)
    {
        // Numbers are taken as text too, and never answered as such.
        if (schema.Type is { } kinds && (kinds & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 && kinds.HasFlag(JsonSchemaType.String))
            (schema.Type, schema.Pattern) = (kinds & ~JsonSchemaType.String, null);

        // Of requests only: to answers members may be added.
        if (!sent.Contains(type.Type))
            schema.AdditionalPropertiesAllowed = true;
        if (type.Kind is JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } members)
            schema.Required = type.Properties.Where(p => members.ContainsKey(p.Name) && (!sent.Contains(type.Type) || MustBeSent(p))).Select(p => p.Name).ToHashSet();
    }

    private static bool MustBeSent(JsonPropertyInfo member) =>
        member.IsRequired || member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), true) is true || member.AttributeProvider?.IsDefined(typeof(JsonRequiredAttribute), true) is true;

    private static HashSet<Type> SentTypes(EndpointDataSource endpoints)
    {
        HashSet<Type> found = [];
        foreach (var body in endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType))
            Add(body, found);
        return found;
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null)
            return;

        foreach (var part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
            Add(part, found);
        if (type.Assembly == typeof(ApiSchemas).Assembly && found.Add(type))
        {
            foreach (var member in type.GetProperties())
                Add(member.PropertyType, found);
        }
    }
}
