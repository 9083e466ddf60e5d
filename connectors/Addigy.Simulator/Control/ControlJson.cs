using System.Text.Json.Serialization;

namespace MSPortal.Connectors.Addigy.Simulator.Control;

/// <summary>How the control endpoints spell JSON: camel case, kinds by their names.</summary>
internal static class ControlJson
{
    public static void Configure(IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    });
}
